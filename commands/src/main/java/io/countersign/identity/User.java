package io.countersign.identity;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.markDeleted;

import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** Decides on a local user's life, roles and groups, and whom the account acts for. There is always an admin left. */
@SuppressWarnings("NullAway.Init") // filled by the first event
public class User {

    @AggregateIdentifier
    private String stream;

    private SubjectId id;
    private Set<Role> roles;
    private Set<String> groups;
    private @Nullable SubjectId person;

    User() {}

    @CommandHandler
    User(UserCommand.Register command, UserDirectory directory) {
        if (!directory.register(
                command.user(),
                command.username(),
                command.password(),
                command.roles(),
                command.groups(),
                command.by())) {
            throw Rejection.of(Reason.USER_EXISTS, "User (username=%s) already exists.", command.username());
        }
        apply(new UserEvent.Registered(command.user(), command.roles(), command.groups()));
    }

    @CommandHandler
    void handle(UserCommand.ChangeAccess command, UserDirectory directory) {
        ServiceAccounts.requireNoAdmin(command.roles(), command.person());
        assign(command.person(), command.actor(), directory);
        changeAccess(command.roles(), command.groups(), directory);
    }

    private void assign(@Nullable SubjectId wanted, Actor actor, UserDirectory directory) {
        if (Objects.equals(wanted, person)) {
            return;
        }
        ServiceAccounts.requireOthers(person, actor);
        ServiceAccounts.assign(id, wanted, directory);
        apply(
                wanted == null
                        ? new UserEvent.Released(id, Objects.requireNonNull(person))
                        : new UserEvent.Assigned(id, wanted));
    }

    @CommandHandler
    void handle(UserCommand.MakeAdmin command, UserDirectory directory) {
        Set<Role> wanted = EnumSet.of(Role.ADMIN);
        wanted.addAll(roles);
        ServiceAccounts.requireNoAdmin(wanted, person);
        changeAccess(wanted, groups, directory);
    }

    @CommandHandler
    void handle(UserCommand.RevokeAdmin command, UserDirectory directory) {
        Set<Role> wanted = EnumSet.noneOf(Role.class);
        wanted.addAll(roles);
        wanted.remove(Role.ADMIN);
        changeAccess(wanted.isEmpty() ? Set.of(Role.CONTRIBUTOR) : wanted, groups, directory);
    }

    @CommandHandler
    void handle(UserCommand.ChangePassword command, UserDirectory directory) {
        directory.changePassword(id, command.password(), command.by());
        apply(new UserEvent.PasswordChanged(id));
    }

    @CommandHandler
    void handle(UserCommand.Vouch command, UserDirectory directory) {
        Keepers.requireAnother(id, command.actor(), directory);
        directory.vouch(id);
        apply(new UserEvent.Vouched(id));
    }

    @CommandHandler
    void handle(UserCommand.Remove command, UserDirectory directory) {
        requireAnAdminIsLeft(Set.of(), directory);
        directory.remove(id);
        apply(new UserEvent.Removed(id));
    }

    private void changeAccess(Set<Role> wanted, Set<String> wantedGroups, UserDirectory directory) {
        if (wanted.equals(roles) && wantedGroups.equals(groups)) {
            return;
        }
        requireAnAdminIsLeft(wanted, directory);
        directory.changeAccess(id, wanted, wantedGroups);
        apply(new UserEvent.AccessChanged(id, wanted, wantedGroups));
    }

    private void requireAnAdminIsLeft(Set<Role> wanted, UserDirectory directory) {
        if (roles.contains(Role.ADMIN) && !wanted.contains(Role.ADMIN) && !directory.hasAdminBesides(id)) {
            throw Rejection.of(
                    Reason.LAST_ADMIN,
                    "This user is the last admin, and somebody must be able to manage users: make another user an"
                            + " admin first.");
        }
    }

    @EventSourcingHandler
    void on(UserEvent.Registered event) {
        stream = event.user().stream();
        id = event.user();
        roles = event.roles();
        groups = event.groups();
    }

    @EventSourcingHandler
    void on(UserEvent.AccessChanged event) {
        roles = event.roles();
        groups = event.groups();
    }

    @EventSourcingHandler
    void on(UserEvent.Assigned event) {
        person = event.person();
    }

    @EventSourcingHandler
    void on(UserEvent.Released event) {
        person = null;
    }

    @EventSourcingHandler
    void on(UserEvent.Removed event) {
        markDeleted();
    }
}
