package io.countersign.permission;

import io.countersign.access.CurrentActor;
import io.countersign.access.ObjectAccess;
import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.identity.Actor;
import io.countersign.mlflow.Empty;
import io.countersign.mlflow.MlflowRoutes;
import io.countersign.permission.MlflowPermissionMessages.ByUser;
import io.countersign.permission.MlflowPermissionMessages.Effective;
import io.countersign.permission.MlflowPermissionMessages.GrantOnResource;
import io.countersign.permission.MlflowPermissionMessages.HolderOnResource;
import io.countersign.permission.MlflowPermissionMessages.Reaching;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.signin.LocalUser;
import io.countersign.signin.Users;
import io.countersign.wire.Wire;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * {@code /mlflow/users/permissions}, as MLflow's auth client asks for them in version 3.17: one way for all
 * kinds of objects, where an asterisk stands for every object of a kind.
 */
@MlflowRoutes
@Requires(Operation.READ_OWN_ACCOUNT)
final class MlflowUserPermissionRoutes {

    private static final String NONE = "NO_PERMISSIONS";

    private final MlflowObjects objects;
    private final SingleGrants grants;
    private final MlflowGrants held;
    private final ObjectAccess access;
    private final Users users;
    private final CurrentActor current;

    MlflowUserPermissionRoutes(
            MlflowObjects objects,
            SingleGrants grants,
            MlflowGrants held,
            ObjectAccess access,
            Users users,
            CurrentActor current) {
        this.objects = objects;
        this.grants = grants;
        this.held = held;
        this.access = access;
        this.users = users;
        this.current = current;
    }

    @PostMapping("/users/permissions/grant")
    @Requires(Operation.MANAGE_PERMISSIONS)
    Empty grant(@Wire GrantOnResource request) {
        grants.give(
                objects.resource(request.resourceType(), request.resourceId()),
                request.username(),
                request.permission());
        return Empty.INSTANCE;
    }

    @PostMapping("/users/permissions/revoke")
    @Requires(Operation.MANAGE_PERMISSIONS)
    Empty revoke(@Wire HolderOnResource request) {
        grants.revoke(objects.resource(request.resourceType(), request.resourceId()), request.username());
        return Empty.INSTANCE;
    }

    /** What somebody may do by whatever way. With what does not exist, nobody may do anything. */
    @GetMapping("/users/permissions/get")
    Effective get(@Wire HolderOnResource request) {
        LocalUser user = users.get(request.username());
        Actor asked = new Actor(user.subject(), user.roles(), false);
        return existing(request)
                .flatMap(object -> access.level(asked, object))
                .map(MlflowPermission::within)
                .map(permission -> new Effective(permission != MlflowPermission.READ, permission.name()))
                .orElse(new Effective(false, NONE));
    }

    private Optional<SecuredObject> existing(HolderOnResource request) {
        try {
            return Optional.of(objects.resource(request.resourceType(), request.resourceId()));
        } catch (Rejection refused) {
            if (refused.reason().kind() == Reason.Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    @GetMapping("/users/permissions/list")
    Reaching list(@Wire ByUser request) {
        LocalUser user = users.get(request.username());
        return new Reaching(user.isAdmin(), held.reaching(user));
    }

    @GetMapping("/users/current/permissions")
    Reaching ofTheCaller() {
        LocalUser user = users.get(current.signedIn().username());
        return new Reaching(user.isAdmin(), held.reaching(user));
    }
}
