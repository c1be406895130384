package io.countersign.signin;

import io.countersign.access.SignedIn;
import io.countersign.identity.AccountKind;
import io.countersign.identity.SubjectId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who stands behind a subject id, for those who read what they did; those who were removed included. */
public final class People {

    private static final List<SignedIn> WITHOUT_ROW = List.of(SignedIn.SYSTEM, SignedIn.LOCAL_PERSON);

    private final JdbcClient jdbc;
    private final UserQueries users;
    private final boolean alone;

    /** @param alone whether nobody signs in */
    People(JdbcClient jdbc, UserQueries users, boolean alone) {
        this.jdbc = jdbc;
        this.users = users;
        this.alone = alone;
    }

    /**
     * Somebody in whose name the server does what they set up, with the roles that they have now; empty when they could not
     * sign in to do it themselves.
     */
    public Optional<SignedIn> standingFor(SubjectId account) {
        if (account.equals(SubjectId.LOCAL_PERSON)) {
            return alone ? Optional.of(SignedIn.LOCAL_PERSON) : Optional.empty();
        }
        return users.identity(account).filter(Identity::canSignIn).map(Identity::standIn);
    }

    /** The names of those that have one. */
    public Map<SubjectId, String> names(Collection<SubjectId> subjects) {
        Map<SubjectId, String> names = new HashMap<>();
        WITHOUT_ROW.stream()
                .filter(known -> subjects.contains(known.actor().subject()))
                .forEach(known -> names.put(known.actor().subject(), known.username()));
        String[] ids = subjects.stream().map(SubjectId::value).toArray(String[]::new);
        jdbc.sql("select subject_id, username from ops.users where subject_id = any(?)")
                .param(ids)
                .query(row -> {
                    names.put(new SubjectId(row.getString(1)), row.getString(2));
                });
        return names;
    }

    /** Those that are accounts of services. */
    public Set<SubjectId> services(Collection<SubjectId> subjects) {
        return jdbc.sql("select subject_id from ops.users where subject_id = any(?) and kind = ?")
                .param(subjects.stream().map(SubjectId::value).toArray(String[]::new))
                .param(AccountKind.SERVICE.label())
                .query((row, number) -> new SubjectId(row.getString(1)))
                .set();
    }

    public boolean isService(SubjectId subject) {
        return !services(Set.of(subject)).isEmpty();
    }

    /** Those of these names that users go by now, whatever their case; each in small letters. */
    public Map<String, SubjectId> named(Collection<String> usernames) {
        Map<String, SubjectId> known = new HashMap<>();
        jdbc.sql("select lower(username), subject_id from ops.users"
                        + " where lower(username) = any(?) and removed_at is null")
                .param(usernames.stream().map(UserRules::fold).distinct().toArray(String[]::new))
                .query(row -> {
                    known.put(row.getString(1), new SubjectId(row.getString(2)));
                });
        return known;
    }

    /** Whether the group has a member now. */
    public boolean isAnybodyIn(String group) {
        return jdbc.sql("select exists (select from ops.users where removed_at is null and ? = any (groups))")
                .param(group)
                .query(Boolean.class)
                .single();
    }

    /** The person who goes by this name now, in whatever case it is written. */
    public Optional<SubjectId> named(String username) {
        Optional<SubjectId> known = WITHOUT_ROW.stream()
                .filter(one -> one.username().equalsIgnoreCase(username))
                .map(one -> one.actor().subject())
                .findFirst();
        return known.or(() -> jdbc.sql(
                        "select subject_id from ops.users where lower(username) = lower(?) and removed_at is null")
                .param(username)
                .query((row, number) -> new SubjectId(row.getString(1)))
                .optional());
    }

    /** All who have, or had before they were removed, a name; upper and lower case alike. */
    public Set<SubjectId> everNamed(String username) {
        Set<SubjectId> found =
                new HashSet<>(jdbc.sql("select subject_id from ops.users where lower(username) = lower(?)")
                        .param(username)
                        .query((row, number) -> new SubjectId(row.getString(1)))
                        .set());
        WITHOUT_ROW.stream()
                .filter(one -> one.username().equalsIgnoreCase(username))
                .forEach(one -> found.add(one.actor().subject()));
        return found;
    }
}
