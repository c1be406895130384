package io.countersign.cli;

import io.countersign.database.ConnectionPools;
import io.countersign.database.DatabaseAddress;
import io.countersign.signing.SealBroken;
import io.countersign.signing.SecretBox;
import io.countersign.startup.StartupError;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Notices at the start that the server has another secret key than the one by which the secrets in its database were
 * encrypted, before receivers get messages that they cannot verify, or none.
 */
final class SecretKeyCheck {

    private static final String CONTEXT = "secret-key-check";

    private SecretKeyCheck() {}

    static void check(SecretBox secrets, DatabaseAddress database) {
        JdbcTemplate jdbc = new JdbcTemplate(ConnectionPools.forOwner(database));
        jdbc.update(
                "insert into ops.secret_key_check (sealed) values (?) on conflict do nothing",
                secrets.seal(CONTEXT, CONTEXT));
        List<byte[]> sealed = jdbc.query("select sealed from ops.secret_key_check", (row, number) -> row.getBytes(1));
        try {
            secrets.open(sealed.getFirst(), CONTEXT);
        } catch (SealBroken e) {
            throw StartupError.of(
                    "The secrets in this database were encrypted with another secret key: name its file with "
                            + "--secret-key-file, or put it into COUNTERSIGN_SECRET_KEY. All servers that share a "
                            + "database share the key.");
        }
    }
}
