package io.countersign.signin;

import io.countersign.identity.AccountKind;
import io.countersign.identity.ExternalId;
import io.countersign.identity.PasswordHash;
import io.countersign.identity.Role;
import io.countersign.identity.SubjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What {@code ops.users} says about users who were not removed. */
final class UserQueries {

    private static final String COLUMNS =
            "select subject_id, username, kind, password_hash, issuer, external_subject, roles, groups, number,"
                    + " removed_at is not null as removed,"
                    + " acts_for, (select p.username from ops.users p where p.subject_id = users.acts_for) as acts_for_name,"
                    + " keeper, (select p.username from ops.users p where p.subject_id = users.keeper) as keeper_name"
                    + " from ops.users";

    private final JdbcClient jdbc;

    UserQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Identity> identity(String username) {
        return named(username).query((row, number) -> identity(row)).optional();
    }

    Optional<Identity> identity(SubjectId user) {
        return jdbc.sql(COLUMNS + " where subject_id = ? and removed_at is null")
                .param(user.value())
                .query((row, number) -> identity(row))
                .optional();
    }

    /** Also one that was removed: who once was kept out does not come back by the provider's word. */
    Optional<Identity> identity(ExternalId external) {
        return jdbc.sql(COLUMNS + " where issuer = ? and external_subject = ?")
                .params(external.issuer(), external.subject())
                .query((row, number) -> identity(row))
                .optional();
    }

    private static Identity identity(ResultSet row) throws SQLException {
        return new Identity(
                new SubjectId(row.getString("subject_id")),
                row.getString("username"),
                AccountKind.labelled(row.getString("kind")),
                password(row.getString("password_hash")),
                external(row),
                subject(row.getString("acts_for")),
                roles(row),
                texts(row, "groups").collect(Collectors.toUnmodifiableSet()),
                row.getBoolean("removed"));
    }

    private static @Nullable ExternalId external(ResultSet row) throws SQLException {
        String issuer = row.getString("issuer");
        return issuer == null ? null : new ExternalId(issuer, row.getString("external_subject"));
    }

    private static @Nullable SubjectId subject(@Nullable String value) {
        return value == null ? null : new SubjectId(value);
    }

    Optional<LocalUser> find(String username) {
        return named(username).query((row, number) -> user(row)).optional();
    }

    List<LocalUser> all() {
        return jdbc.sql(COLUMNS + " where removed_at is null order by lower(username)")
                .query((row, number) -> user(row))
                .list();
    }

    /** Accounts of programs, and of those for whom an OpenID provider once vouched, let nobody in by a password. */
    boolean hasNobodyWithAPassword() {
        return jdbc.sql(
                        "select not exists (select from ops.users where removed_at is null and password_hash is not null)")
                .query(Boolean.class)
                .single();
    }

    private JdbcClient.StatementSpec named(String username) {
        return jdbc.sql(COLUMNS + " where lower(username) = lower(?) and removed_at is null")
                .param(username);
    }

    private static LocalUser user(ResultSet row) throws SQLException {
        return new LocalUser(
                new SubjectId(row.getString("subject_id")),
                row.getLong("number"),
                row.getString("username"),
                AccountKind.labelled(row.getString("kind")),
                row.getString("issuer"),
                roles(row),
                texts(row, "groups").collect(Collectors.toUnmodifiableSet()),
                person(row, "acts_for"),
                person(row, "keeper"));
    }

    private static LocalUser.@Nullable Person person(ResultSet row, String column) throws SQLException {
        String subject = row.getString(column);
        return subject == null ? null : new LocalUser.Person(new SubjectId(subject), row.getString(column + "_name"));
    }

    /** A role that this release does not know, because a newer one wrote it, gives nothing. */
    private static Set<Role> roles(ResultSet row) throws SQLException {
        return texts(row, "roles")
                .flatMap(label -> Role.labelled(label).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<String> texts(ResultSet row, String column) throws SQLException {
        return Arrays.stream((String[]) row.getArray(column).getArray());
    }

    private static @Nullable PasswordHash password(@Nullable String encoded) {
        return encoded == null ? null : new PasswordHash(encoded);
    }
}
