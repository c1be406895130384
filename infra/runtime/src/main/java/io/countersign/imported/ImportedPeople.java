package io.countersign.imported;

import io.countersign.Uuid7;
import io.countersign.identity.SubjectId;
import io.countersign.privacy.SealedText;
import io.countersign.privacy.Vault;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The people in {@code ops.imported_people}: each one's name is sealed under a key of their own, and can be erased. */
public final class ImportedPeople {

    private final JdbcClient jdbc;
    private final Vault vault;

    public ImportedPeople(JdbcClient jdbc, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    /** Somebody's name on that server, sealed; whoever has the same name there is the same person. */
    public SealedText named(String server, String username) {
        return find(server, username)
                .map(subject -> vault.seal(subject, username))
                .orElseGet(() -> add(server, username));
    }

    private Optional<SubjectId> find(String server, String username) {
        return jdbc.sql("select subject_id from ops.imported_people where server = ? and username = ?")
                .params(server, username)
                .query((row, number) -> new SubjectId(row.getString(1)))
                .optional();
    }

    /** Sealing makes the key, which has to be there before its person. */
    private SealedText add(String server, String username) {
        SealedText sealed = vault.seal(new SubjectId(Uuid7.next().toString()), username);
        int added = jdbc.sql("insert into ops.imported_people values (?, ?, ?) on conflict do nothing")
                .params(server, username, sealed.subject().value())
                .update();
        return added == 1 ? sealed : named(server, username);
    }
}
