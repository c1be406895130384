package io.countersign.token;

import io.countersign.identity.SubjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** What {@code ops.access_tokens} says. */
final class TokenQueries {

    private static final String TOKENS = "select token_id, subject_id, name, scopes, issued_by, issued_at, expires_at,"
            + " last_used_at, revoked_at from ops.access_tokens";

    private final JdbcTemplate jdbc;

    TokenQueries(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Also one that has expired or was revoked. */
    Optional<AccessToken> withHash(TokenHash hash) {
        return jdbc.query(TOKENS + " where hash = ?", (row, number) -> token(row), hash.hex()).stream()
                .findFirst();
    }

    Optional<AccessToken> find(TokenId id) {
        return jdbc.query(TOKENS + " where token_id = ?", (row, number) -> token(row), id.value()).stream()
                .findFirst();
    }

    /** The newest first; those that expired or were revoked included. */
    List<AccessToken> of(SubjectId user) {
        return jdbc.query(
                TOKENS + " where subject_id = ? order by token_id desc", (row, number) -> token(row), user.value());
    }

    /** Never to an earlier time: another node may have written a later one. */
    void used(Map<TokenId, Instant> uses) {
        jdbc.batchUpdate(
                "update ops.access_tokens set last_used_at = greatest(last_used_at, ?) where token_id = ?",
                uses.entrySet().stream()
                        .map(use -> new Object[] {
                            use.getValue().atOffset(ZoneOffset.UTC),
                            use.getKey().value()
                        })
                        .toList());
    }

    private static AccessToken token(ResultSet row) throws SQLException {
        return new AccessToken(
                new TokenId(row.getString("token_id")),
                new SubjectId(row.getString("subject_id")),
                row.getString("name"),
                Arrays.stream((String[]) row.getArray("scopes").getArray())
                        .flatMap(label -> Scope.labelled(label).stream())
                        .collect(Collectors.toUnmodifiableSet()),
                new SubjectId(row.getString("issued_by")),
                row.getTimestamp("issued_at").toInstant(),
                row.getTimestamp("expires_at").toInstant(),
                instant(row.getTimestamp("last_used_at")),
                instant(row.getTimestamp("revoked_at")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }
}
