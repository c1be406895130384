package io.countersign.signin;

import io.countersign.identity.AccountKind;
import io.countersign.identity.ExternalId;
import io.countersign.identity.Hands;
import io.countersign.identity.PasswordHash;
import io.countersign.identity.Role;
import io.countersign.identity.SubjectId;
import io.countersign.identity.UserDirectory;
import io.countersign.token.NewToken;
import io.countersign.token.Scope;
import io.countersign.token.TokenId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The directory of users in {@code ops.users}. Each change is told to all nodes when its transaction commits. */
final class UserTable implements UserDirectory {

    private final JdbcClient jdbc;

    UserTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean register(
            SubjectId user,
            String username,
            PasswordHash password,
            Set<Role> roles,
            Set<String> groups,
            SubjectId maker) {
        boolean founds = maker.equals(SubjectId.SYSTEM);
        boolean isNew =
                change("""
                        insert into ops.users (subject_id, username, password_hash, roles, groups, founder)
                        values (?, ?, ?, ?, ?, ?) on conflict do nothing""", user.value(), username, password.encoded(), labels(roles), array(groups), founds) == 1;
        if (isNew) {
            keep(user, maker);
        }
        return isNew;
    }

    @Override
    public boolean admit(
            SubjectId user,
            ExternalId external,
            String username,
            AccountKind kind,
            Set<Role> roles,
            Set<String> groups) {
        return change(
                        """
                insert into ops.users
                    (subject_id, username, roles, groups, kind, issuer, external_subject, proven_at)
                values (?, ?, ?, ?, ?, ?, ?, now()) on conflict do nothing""",
                        user.value(),
                        username,
                        labels(roles),
                        array(groups),
                        kind.label(),
                        external.issuer(),
                        external.subject())
                == 1;
    }

    @Override
    public boolean registerService(SubjectId user, String username, Set<Role> roles, Set<String> groups) {
        return change("""
                insert into ops.users (subject_id, username, roles, groups, kind)
                values (?, ?, ?, ?, 'service') on conflict do nothing""", user.value(), username, labels(roles), array(groups)) == 1;
    }

    /** A name that somebody takes at the same moment fails the transaction, which is then tried again. */
    @Override
    public void rename(SubjectId user, String username) {
        change("""
                update ops.users set username = ?
                where subject_id = ? and username <> ? and not exists (
                    select from ops.users o
                    where lower(o.username) = lower(?) and o.removed_at is null and o.subject_id <> ?)""", username, user.value(), username, username, user.value());
    }

    @Override
    public void changeAccess(SubjectId user, Set<Role> roles, Set<String> groups) {
        change(
                "update ops.users set roles = ?, groups = ? where subject_id = ?",
                labels(roles),
                array(groups),
                user.value());
    }

    @Override
    public void changePassword(SubjectId user, PasswordHash password, SubjectId by) {
        change("update ops.users set password_hash = ? where subject_id = ?", password.encoded(), user.value());
        if (!by.equals(user)) {
            keep(user, by);
        }
    }

    /**
     * Locks both rows: of two that would keep each other, the second sees the first. Who counts as the account already does not
     * keep it, so that no chain is made a ring.
     */
    private void keep(SubjectId user, SubjectId keeper) {
        locked(user, keeper);
        if (!Hands.lead(keeper, user, this::handOf)) {
            change("""
                    update ops.users set keeper = (
                        select k.subject_id from ops.users k
                        where k.subject_id = ? and not (k.founder and k.keeper is null))
                    where subject_id = ?""", keeper.value(), user.value());
        }
    }

    @Override
    public void issue(SubjectId user, NewToken token, SubjectId by) {
        change(
                """
                insert into ops.access_tokens (token_id, subject_id, hash, name, scopes, issued_by, expires_at)
                values (?, ?, ?, ?, ?, ?, ?)""",
                token.id().value(),
                user.value(),
                token.hash().hex(),
                token.name(),
                token.scopes().stream().map(Scope::label).toArray(String[]::new),
                by.value(),
                token.expires().atOffset(ZoneOffset.UTC));
    }

    @Override
    public void revoke(SubjectId user, TokenId token) {
        change(
                "update ops.access_tokens set revoked_at = now() where token_id = ? and subject_id = ?",
                token.value(),
                user.value());
    }

    @Override
    public void vouch(SubjectId user) {
        change("update ops.users set keeper = null where subject_id = ?", user.value());
    }

    @Override
    public Optional<SubjectId> keeperOf(SubjectId user) {
        return jdbc.sql("select keeper from ops.users where subject_id = ? and keeper is not null")
                .param(user.value())
                .query((row, number) -> new SubjectId(row.getString(1)))
                .optional();
    }

    @Override
    public SubjectId personBehind(SubjectId account) {
        return jdbc.sql("select person from ops.people_behind(array[?])")
                .param(account.value())
                .query((row, number) -> new SubjectId(row.getString(1)))
                .optional()
                .orElse(account);
    }

    @Override
    public void remove(SubjectId user) {
        change("""
                update ops.users set removed_at = now(), password_hash = null, roles = '{}', groups = '{}'
                where subject_id = ?""", user.value());
    }

    /**
     * Locks the admins, always in the same order. Who waits for the lock sees, when it comes, what the one before made of
     * them: of two that would each leave the other as the last admin, the second finds none.
     */
    @Override
    public boolean hasAdminBesides(SubjectId user) {
        return jdbc.sql("""
                        select subject_id from ops.users
                        where 'admin' = any(roles) and (password_hash is not null or issuer is not null)
                          and removed_at is null
                        order by subject_id for update""").query(String.class).list().stream()
                .anyMatch(admin -> !Objects.equals(admin, user.value()));
    }

    /** Locks both rows, always in the same order: of two that would make a chain together, the second sees the first. */
    @Override
    public Optional<Chain> assign(SubjectId account, @Nullable SubjectId person) {
        if (person == null) {
            change("update ops.users set acts_for = null where subject_id = ?", account.value());
            return Optional.empty();
        }
        Map<String, String> both = locked(account, person);
        if (!both.containsKey(person.value())) {
            return Optional.of(Chain.NOBODY);
        }
        if (!both.getOrDefault(person.value(), "").isEmpty()) {
            return Optional.of(Chain.PERSON_ACTS_FOR_ANOTHER);
        }
        if (hasAccounts(account)) {
            return Optional.of(Chain.ACCOUNT_HAS_ACCOUNTS);
        }
        if (Hands.lead(person, account, this::handOf)) {
            return Optional.of(Chain.PERSON_COUNTS_AS_ACCOUNT);
        }
        change("update ops.users set acts_for = ? where subject_id = ?", person.value(), account.value());
        return Optional.empty();
    }

    /** For whom each of the two acts that was not removed; nothing for who acts for nobody. */
    private Map<String, String> locked(SubjectId account, SubjectId person) {
        Map<String, String> found = new HashMap<>();
        jdbc.sql("""
                        select subject_id, coalesce(acts_for, '') from ops.users
                        where subject_id in (?, ?) and removed_at is null order by subject_id for update""").params(account.value(), person.value()).query(row -> {
            found.put(row.getString(1), row.getString(2));
        });
        return found;
    }

    private Optional<SubjectId> handOf(SubjectId account) {
        return jdbc.sql("select coalesce(keeper, acts_for) from ops.users where subject_id = ?")
                .param(account.value())
                .query((row, number) -> Optional.ofNullable(row.getString(1)).map(SubjectId::new))
                .optional()
                .flatMap(hand -> hand);
    }

    private boolean hasAccounts(SubjectId account) {
        return jdbc.sql("select exists (select from ops.users where acts_for = ?)")
                .param(account.value())
                .query(Boolean.class)
                .single();
    }

    @Override
    public boolean actsForAPerson(SubjectId account) {
        return jdbc.sql("select exists (select from ops.users where subject_id = ? and acts_for is not null)")
                .param(account.value())
                .query(Boolean.class)
                .single();
    }

    @Override
    public boolean canSignIn(SubjectId user) {
        return jdbc.sql("""
                        select exists (
                            select from ops.users
                            where subject_id = ? and removed_at is null
                              and (password_hash is not null or issuer is not null or kind = 'service'))""").param(user.value()).query(Boolean.class).single();
    }

    /** @return how many rows were changed */
    private int change(String statement, Object... parameters) {
        return jdbc.sql("with changed as (" + statement + " returning subject_id) select pg_notify('"
                        + IdentityListener.CHANNEL + "', subject_id)::text from changed")
                .params(parameters)
                .query((row, number) -> number)
                .list()
                .size();
    }

    private static String[] labels(Set<Role> roles) {
        return roles.stream().map(Role::label).sorted().toArray(String[]::new);
    }

    private static String[] array(Set<String> values) {
        return values.stream().sorted().toArray(String[]::new);
    }
}
