package io.countersign.privacy;

import io.countersign.identity.SubjectId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keys, names and addresses of people, in {@code ops}. Safe for many threads. */
public final class PersonalTables implements PersonalRecords {

    private static final byte[] FINGERPRINTED = "countersign person key\0".getBytes(StandardCharsets.UTF_8);

    /** The account stays, so that its id means nobody else; by what it was called, and reached, it does not. */
    private static final List<String> FORGET = List.of(
            "delete from ops.sessions where subject_id = ?",
            "delete from ops.idempotent_answers where subject_id = ?",
            "delete from ops.notices where not of_group and owner = ?",
            "delete from ops.notice_channels where not of_group and owner = ?",
            "update ops.access_tokens set name = '' where subject_id = ?",
            "update ops.users set username = 'erased-' || right(subject_id, 12), password_hash = null,"
                    + " external_subject = case when issuer is not null then 'erased-' || subject_id end"
                    + " where subject_id = ?",
            "insert into ops.erasures (subject_id) values (?) on conflict (subject_id) do update"
                    + " set erased_at = now(), views_forgot_at = null");

    private final JdbcClient jdbc;

    public PersonalTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean hold(SubjectId person) {
        return jdbc.sql("""
                        select exists (select from ops.users where subject_id = :person)
                            or exists (select from ops.person_keys where subject_id = :person)""")
                .param("person", person.value())
                .query(Boolean.class)
                .single();
    }

    @Override
    public Optional<String> destroy(SubjectId person) {
        Optional<String> fingerprint = jdbc.sql("delete from ops.person_keys where subject_id = ? returning key")
                .param(person.value())
                .query((row, number) -> fingerprint(row.getBytes(1)))
                .optional();
        FORGET.forEach(statement -> jdbc.sql(statement).param(person.value()).update());
        return fingerprint;
    }

    private static String fingerprint(byte[] key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(FINGERPRINTED);
            return HexFormat.of().formatHex(digest.digest(key));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java runtime.", e);
        }
    }
}
