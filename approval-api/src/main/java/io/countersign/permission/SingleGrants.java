package io.countersign.permission;

import io.countersign.signin.LocalUser;
import io.countersign.signin.Users;
import io.countersign.wire.Sender;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Gives single accounts levels on single objects and takes them, as MLflow's API does: one at a time, by name. */
@Component
final class SingleGrants {

    private final Sender sender;
    private final Users users;
    private final PermissionQueries permissions;

    SingleGrants(Sender sender, Users users, PermissionQueries permissions) {
        this.sender = sender;
        this.users = users;
        this.permissions = permissions;
    }

    void give(SecuredObject object, String username, String permission) {
        sender.send(new PermissionCommand.Give(object, grant(username, permission), sender.actor()));
    }

    void adjust(SecuredObject object, String username, String permission) {
        sender.send(new PermissionCommand.Adjust(object, grant(username, permission), sender.actor()));
    }

    void revoke(SecuredObject object, String username) {
        sender.send(new PermissionCommand.Revoke(object, account(username), sender.actor()));
    }

    /** What somebody holds on the object by a grant to themselves. */
    Optional<String> held(SecuredObject object, LocalUser user) {
        Principal account = Principal.user(user.subject());
        return permissions.direct(object).stream()
                .filter(grant -> grant.principal().equals(account))
                .map(grant -> MlflowPermission.within(grant.level()).name())
                .findFirst();
    }

    private Grant grant(String username, String permission) {
        return new Grant(account(username), MlflowPermission.named(permission).level());
    }

    private Principal account(String username) {
        return Principal.user(users.named(username).subject());
    }
}
