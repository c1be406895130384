package io.countersign.users;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.api.GovernanceRoutes;
import io.countersign.identity.Role;
import io.countersign.rejection.Invalid;
import io.countersign.signin.LocalUser;
import io.countersign.signin.Users;
import io.countersign.wire.Wire;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import tools.jackson.databind.JsonNode;

/** What MLflow's users API has no words for: roles, groups, and the people behind the accounts of services. */
@GovernanceRoutes
@Requires(Operation.MANAGE_USERS)
final class AccessRoutes {

    private final Users users;

    AccessRoutes(Users users) {
        this.users = users;
    }

    @GetMapping("/users/{username}")
    @Requires(Operation.READ_OWN_ACCOUNT)
    UserMessages.Access get(@PathVariable String username) {
        return UserMessages.Access.of(users.get(username));
    }

    /** Sets what is given and leaves the rest. */
    @PutMapping("/users/{username}")
    UserMessages.Access setAccess(@PathVariable String username, @Wire UserMessages.SetAccess request) {
        LocalUser before = users.get(username);
        Set<Role> roles = request.roles() == null ? before.roles() : roles(request.roles());
        Set<String> groups = request.groups() == null ? before.groups() : Set.copyOf(request.groups());
        return UserMessages.Access.of(users.setAccess(username, roles, groups, actsFor(request, before)));
    }

    /** An account for a program, which signs in by tokens alone and acts for a person. */
    @PostMapping("/service-accounts")
    @ResponseStatus(HttpStatus.CREATED)
    UserMessages.Access createService(@Wire UserMessages.CreateService request) {
        Set<Role> roles = request.roles() == null ? Set.of(Role.CONTRIBUTOR) : roles(request.roles());
        Set<String> groups = request.groups() == null ? Set.of() : Set.copyOf(request.groups());
        return UserMessages.Access.of(users.createService(request.username(), request.actsFor(), roles, groups));
    }

    @PostMapping("/users/{username}/vouch")
    UserMessages.Access vouch(@PathVariable String username) {
        return UserMessages.Access.of(users.vouch(username));
    }

    private static @Nullable String actsFor(UserMessages.SetAccess request, LocalUser before) {
        JsonNode wanted = request.actsFor();
        if (wanted == null) {
            return before.actsFor() == null ? null : before.actsFor().username();
        }
        if (!wanted.isNull() && !wanted.isString()) {
            throw Invalid.value("acts_for", wanted, "use the name of a user, or null for nobody.");
        }
        return wanted.isNull() || wanted.asString().isEmpty() ? null : wanted.asString();
    }

    private static Set<Role> roles(List<String> labels) {
        return labels.stream().map(AccessRoutes::role).collect(Collectors.toSet());
    }

    private static Role role(String label) {
        return Role.labelled(label)
                .orElseThrow(() -> Invalid.value("roles", label, "use any of " + Role.labels() + "."));
    }
}
