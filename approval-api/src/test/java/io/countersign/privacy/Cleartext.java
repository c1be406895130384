package io.countersign.privacy;

import io.countersign.assembly.InProcessServer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which tables hold a text that anybody could read there. */
final class Cleartext {

    private Cleartext() {}

    static Set<String> of(InProcessServer server, String text) {
        String hex = HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
        Set<String> found = new TreeSet<>();
        for (String table : tables(server)) {
            Long rows = server.ownersSql()
                    .queryForObject(
                            "select count(*) from " + table + " t where t::text ilike ? or t::text like ?",
                            Long.class,
                            "%" + text + "%",
                            "%" + hex + "%");
            if (rows != null && rows > 0) {
                found.add(table);
            }
        }
        return found;
    }

    private static List<String> tables(InProcessServer server) {
        return server.ownersSql()
                .queryForList(
                        "select schemaname || '.' || tablename from pg_tables"
                                + " where schemaname not in ('pg_catalog', 'information_schema')",
                        String.class);
    }
}
