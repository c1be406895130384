package io.countersign.signin;

import io.countersign.identity.Role;
import io.countersign.identity.SubjectId;
import java.util.Set;

/**
 * A user of this server, without the password.
 *
 * @param number the id that MLflow's users API shows
 */
public record LocalUser(SubjectId subject, long number, String username, Set<Role> roles, Set<String> groups) {

    /** Who may try things out, as users have it whom MLflow's API creates. */
    public static final Set<Role> DEFAULT_ROLES = Set.of(Role.CONTRIBUTOR);

    public boolean isAdmin() {
        return roles.contains(Role.ADMIN);
    }
}
