package io.countersign.users;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.identity.Role;
import io.countersign.mlflow.Empty;
import io.countersign.mlflow.MlflowRoutes;
import io.countersign.permission.MlflowGrants;
import io.countersign.rejection.Invalid;
import io.countersign.signin.LocalUser;
import io.countersign.signin.Users;
import io.countersign.wire.Wire;
import java.util.Set;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** {@code /mlflow/users}, as MLflow's own auth client uses it. A new user is a contributor. */
@MlflowRoutes
@Requires(Operation.MANAGE_USERS)
final class MlflowUserRoutes {

    private final Users users;
    private final MlflowGrants grants;

    MlflowUserRoutes(Users users, MlflowGrants grants) {
        this.users = users;
        this.grants = grants;
    }

    @PostMapping("/users/create")
    UserMessages.Single create(@Wire UserMessages.Create request) {
        return single(users.create(request.username(), request.password(), Set.of(Role.CONTRIBUTOR), Set.of()));
    }

    @GetMapping("/users/get")
    @Requires(Operation.READ_OWN_ACCOUNT)
    UserMessages.Single get(@Wire UserMessages.ByName request) {
        return single(users.get(request.username()));
    }

    private UserMessages.Single single(LocalUser user) {
        return new UserMessages.Single(UserMessages.User.of(user, grants.onExperiments(user), grants.onModels(user)));
    }

    @GetMapping("/users/list")
    @Requires(Operation.READ_USERS)
    UserMessages.Listed list() {
        return new UserMessages.Listed(
                users.list().stream().map(UserMessages.Known::of).toList());
    }

    @PatchMapping("/users/update-password")
    @Requires(Operation.CHANGE_OWN_PASSWORD)
    Empty updatePassword(@Wire UserMessages.UpdatePassword request) {
        users.updatePassword(request.username(), request.password());
        return Empty.INSTANCE;
    }

    @PatchMapping("/users/update-admin")
    Empty updateAdmin(@Wire UserMessages.UpdateAdmin request) {
        if (request.isAdmin() == null) {
            throw Invalid.missing("is_admin");
        }
        users.updateAdmin(request.username(), request.isAdmin());
        return Empty.INSTANCE;
    }

    @DeleteMapping("/users/delete")
    Empty delete(@Wire UserMessages.ByName request) {
        users.delete(request.username());
        return Empty.INSTANCE;
    }
}
