package io.countersign.browser;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.countersign.Uuid7;
import io.countersign.access.Credential;
import io.countersign.identity.Authentication;
import io.countersign.identity.SubjectId;
import io.countersign.signin.Identity;
import io.countersign.signin.Remembered;
import io.countersign.signin.UserChanges;
import io.countersign.token.Fingerprint;
import io.countersign.token.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/** The sessions of browsers, in {@code ops.sessions}: any node knows those that another began. Safe for many threads. */
final class Sessions {

    /** After which a browser that did nothing is signed out. */
    static final Duration IDLE = Duration.ofMinutes(30);

    /** After which every browser is. */
    static final Duration LONGEST = Duration.ofHours(10);

    private static final Duration NOTED = Duration.ofMinutes(1);

    private final JdbcTemplate jdbc;
    private final UserChanges changes;
    private final Clock clock;
    private final Remembered<String, Session> byHash;

    /** Sessions whose use was noted within the last minute. */
    private final Cache<String, Instant> noted =
            Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(IDLE).build();

    Sessions(JdbcTemplate jdbc, UserChanges changes, Clock clock) {
        this.jdbc = jdbc;
        this.changes = changes;
        this.clock = clock;
        byHash = new Remembered<>(changes, this::read);
    }

    /** By what whoever has a session is signed in. */
    static Credential credential(Identity account, Authentication authentication) {
        return new Credential("session", Scope.ALL, null, account.answersToNobody(), authentication);
    }

    /** @return what the browser keeps, and nobody else */
    String begin(SubjectId user, Authentication authentication) {
        String secret = Secret.draw();
        Instant now = clock.instant();
        jdbc.update("delete from ops.sessions where expires_at < ?", now.atOffset(ZoneOffset.UTC));
        jdbc.update(
                """
                insert into ops.sessions
                    (session_id, subject_id, hash, authenticated_at, context, methods, used_at, expires_at)
                values (?, ?, ?, ?, ?, ?, ?, ?)""",
                Uuid7.hex(),
                user.value(),
                Fingerprint.of(secret),
                authentication.at().atOffset(ZoneOffset.UTC),
                authentication.context(),
                authentication.methods().toArray(String[]::new),
                now.atOffset(ZoneOffset.UTC),
                now.plus(LONGEST).atOffset(ZoneOffset.UTC));
        return secret;
    }

    /** Empty when it is none, or has ended. */
    Optional<Session> find(String secret) {
        Instant now = clock.instant();
        Optional<Session> found = byHash.get(Fingerprint.of(secret)).filter(session -> isOpen(session, now));
        found.ifPresent(session -> note(session, now));
        return found;
    }

    private boolean isOpen(Session session, Instant now) {
        Instant used = noted.get(session.id(), id -> session.used());
        return !session.ended() && now.isBefore(session.expires()) && now.isBefore(used.plus(IDLE));
    }

    /** A use on another node is seen when the row is read again. */
    private void note(Session session, Instant now) {
        Instant before = noted.get(session.id(), id -> session.used());
        if (now.isAfter(before.plus(NOTED)) && noted.asMap().replace(session.id(), before, now)) {
            jdbc.update(
                    "update ops.sessions set used_at = greatest(used_at, ?) where session_id = ?",
                    now.atOffset(ZoneOffset.UTC),
                    session.id());
        }
    }

    /** Lets nobody in by it any more, on any node. */
    void end(String secret) {
        jdbc.query(
                "with ended as (update ops.sessions set ended_at = now() where hash = ? returning subject_id)"
                        + " select pg_notify('countersign_identities', subject_id) from ended",
                (row, number) -> number,
                Fingerprint.of(secret));
        changes.happened();
    }

    private Optional<Session> read(String hash) {
        return jdbc
                .query(
                        "select session_id, subject_id, authenticated_at, context, methods, used_at, expires_at,"
                                + " ended_at is not null as ended from ops.sessions where hash = ?",
                        (row, number) -> session(row),
                        hash)
                .stream()
                .findFirst();
    }

    private static Session session(ResultSet row) throws SQLException {
        return new Session(
                row.getString("session_id"),
                new SubjectId(row.getString("subject_id")),
                new Authentication(
                        row.getTimestamp("authenticated_at").toInstant(), row.getString("context"), Set.of((String[])
                                row.getArray("methods").getArray())),
                row.getTimestamp("used_at").toInstant(),
                row.getTimestamp("expires_at").toInstant(),
                row.getBoolean("ended"));
    }
}
