package io.countersign.views;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads tables of owner, key and value. */
public final class KeyValues {

    private KeyValues() {}

    /**
     * The keys and values of each owner that has any.
     *
     * @param sql a query for owner, key and value with one parameter, an array of owners
     */
    public static Map<String, Map<String, String>> read(JdbcTemplate jdbc, String sql, String[] owners) {
        Map<String, Map<String, String>> byOwner = new HashMap<>();
        jdbc.query(
                sql,
                row -> {
                    byOwner.computeIfAbsent(row.getString(1), owner -> new TreeMap<>())
                            .put(row.getString(2), row.getString(3));
                },
                (Object) owners);
        return byOwner;
    }
}
