package io.countersign.signin;

import io.countersign.identity.AccountKind;
import io.countersign.identity.Role;
import io.countersign.identity.SubjectId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A user of this server, without the password.
 *
 * @param number the id that MLflow's users API shows
 * @param issuer the OpenID provider that vouches for them; null for nobody but this server
 * @param actsFor the person behind the account of a service; null for a person's own
 * @param keptBy who chose the password, while nobody else vouched for the account; null for one that stands for itself
 */
public record LocalUser(
        SubjectId subject,
        long number,
        String username,
        AccountKind kind,
        @Nullable String issuer,
        Set<Role> roles,
        Set<String> groups,
        @Nullable Person actsFor,
        @Nullable Person keptBy) {

    /** Whom an account counts as. */
    public record Person(SubjectId subject, String username) {}

    /** Who may try things out, as users have it whom MLflow's API creates. */
    public static final Set<Role> DEFAULT_ROLES = Set.of(Role.CONTRIBUTOR);

    public boolean isAdmin() {
        return roles.contains(Role.ADMIN);
    }
}
