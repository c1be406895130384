package io.countersign.users;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.countersign.identity.Role;
import io.countersign.permission.MlflowPermissionMessages.OnExperiment;
import io.countersign.permission.MlflowPermissionMessages.OnModel;
import io.countersign.signin.LocalUser;
import io.countersign.wire.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The messages of the routes on users. */
final class UserMessages {

    private UserMessages() {}

    record Create(@Required String username, @Required String password) {

        @Override
        public String toString() {
            return "Create[username=" + username + "]";
        }
    }

    record ByName(@Required String username) {}

    record UpdatePassword(
            @Required String username, @Required String password) {

        @Override
        public String toString() {
            return "UpdatePassword[username=" + username + "]";
        }
    }

    record UpdateAdmin(@Required String username, @Nullable Boolean isAdmin) {}

    record Single(User user) {}

    record Listed(List<Known> users) {}

    /** A user as a list of them has it. */
    record Known(long id, String username, boolean isAdmin) {

        static Known of(LocalUser user) {
            return new Known(user.number(), user.username(), user.isAdmin());
        }
    }

    /** A user as MLflow's client reads it; the lists must be there even when they are empty. */
    record User(
            long id,
            String username,
            boolean isAdmin,
            @JsonInclude(JsonInclude.Include.ALWAYS) List<OnExperiment> experimentPermissions,
            @JsonInclude(JsonInclude.Include.ALWAYS) List<OnModel> registeredModelPermissions,
            @JsonInclude(JsonInclude.Include.ALWAYS) List<String> scorerPermissions) {

        static User of(LocalUser user, List<OnExperiment> experiments, List<OnModel> models) {
            return new User(user.number(), user.username(), user.isAdmin(), experiments, models, List.of());
        }
    }

    /**
     * Roles and groups, all of them.
     *
     * @param actsFor the name of the person whom the account acts for; empty or null for nobody, and left as it is when
     *     it is not there at all
     */
    record SetAccess(
            @Nullable List<String> roles,
            @Nullable List<String> groups,
            @Nullable JsonNode actsFor) {}

    /**
     * @param roles null for a contributor
     * @param groups null for none
     */
    record CreateService(
            @Required String username,
            @Required String actsFor,
            @Nullable List<String> roles,
            @Nullable List<String> groups) {}

    /** @param keptBy the name of who chose the password, while nobody else vouched for the account */
    record Access(
            String username,
            String subjectId,
            String kind,
            @Nullable String issuer,
            @JsonInclude(JsonInclude.Include.ALWAYS) List<String> roles,
            @JsonInclude(JsonInclude.Include.ALWAYS) List<String> groups,
            @Nullable String actsFor,
            @Nullable String keptBy) {

        static Access of(LocalUser user) {
            return new Access(
                    user.username(),
                    user.subject().value(),
                    user.kind().label(),
                    user.issuer(),
                    user.roles().stream().sorted().map(Role::label).toList(),
                    user.groups().stream().sorted().toList(),
                    user.actsFor() == null ? null : user.actsFor().username(),
                    user.keptBy() == null ? null : user.keptBy().username());
        }
    }
}
