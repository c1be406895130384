package io.countersign.identity;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.markDeleted;

import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.token.NewToken;
import io.countersign.token.TokenId;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** Decides on a user's life, roles and groups, and whom the account acts for. There is always an admin left. */
@SuppressWarnings("NullAway.Init") // filled by the first event
public class User {

    @AggregateIdentifier
    private String stream;

    private SubjectId id;
    private Set<Role> roles;
    private Set<String> groups;
    private @Nullable SubjectId person;
    private @Nullable String issuer;
    private Set<TokenId> tokens = new HashSet<>();

    User() {}

    @CommandHandler
    User(UserCommand.Register command, UserDirectory directory) {
        requireTaken(
                directory.register(
                        command.user(),
                        command.username(),
                        command.password(),
                        command.roles(),
                        command.groups(),
                        command.by()),
                command.username());
        apply(new UserEvent.Registered(command.user(), command.roles(), command.groups()));
    }

    @CommandHandler
    User(UserCommand.Admit command, UserDirectory directory) {
        requireTaken(
                directory.admit(
                        command.user(),
                        command.external(),
                        command.username(),
                        command.kind(),
                        command.roles(),
                        command.groups()),
                command.username());
        apply(new UserEvent.Admitted(
                command.user(), command.external().issuer(), command.kind(), command.roles(), command.groups()));
    }

    @CommandHandler
    User(UserCommand.RegisterService command, UserDirectory directory) {
        ServiceAccounts.requireNoAdmin(command.roles(), command.person());
        requireTaken(
                directory.registerService(command.user(), command.username(), command.roles(), command.groups()),
                command.username());
        ServiceAccounts.assign(command.user(), command.person(), directory);
        apply(new UserEvent.ServiceRegistered(command.user(), command.person(), command.roles(), command.groups()));
    }

    private static void requireTaken(boolean taken, String username) {
        if (!taken) {
            throw Rejection.of(Reason.USER_EXISTS, "User (username=%s) already exists.", username);
        }
    }

    @CommandHandler
    void handle(UserCommand.Follow command, UserDirectory directory) {
        directory.rename(id, command.username());
        SubjectId wanted = command.person() == null ? person : command.person();
        ServiceAccounts.requireNoAdmin(command.roles(), wanted);
        reassign(wanted, SubjectId.SYSTEM, directory);
        if (!command.roles().equals(roles) || !command.groups().equals(groups)) {
            directory.changeAccess(id, command.roles(), command.groups());
            apply(new UserEvent.AccessChanged(id, command.roles(), command.groups()));
        }
    }

    @CommandHandler
    void handle(UserCommand.ChangeAccess command, UserDirectory directory) {
        ServiceAccounts.requireNoAdmin(command.roles(), command.person());
        if (!Objects.equals(command.person(), person)) {
            ServiceAccounts.requireOthers(person, command.actor());
            reassign(command.person(), command.actor().subject(), directory);
        }
        changeAccess(command.roles(), command.groups(), directory);
    }

    /** Whoever had it act for them knows its tokens: from now on those would speak for another. */
    private void reassign(@Nullable SubjectId wanted, SubjectId by, UserDirectory directory) {
        if (Objects.equals(wanted, person)) {
            return;
        }
        ServiceAccounts.assign(id, wanted, directory);
        Set.copyOf(tokens).forEach(token -> revoke(token, by, directory));
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
        ProviderAccounts.requireNone(issuer, "password");
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
    void handle(UserCommand.IssueToken command, UserDirectory directory) {
        TokenRules.requireOwner(id, person, command.actor());
        NewToken token = command.token();
        directory.issue(id, token, command.actor().subject());
        apply(new UserEvent.TokenIssued(
                id, token.id(), token.scopes(), token.expires(), command.actor().subject()));
    }

    @CommandHandler
    void handle(UserCommand.RevokeToken command, UserDirectory directory) {
        TokenRules.requireOwnerOrAdmin(id, person, command.actor());
        if (!tokens.contains(command.token())) {
            throw Rejection.of(Reason.TOKEN_NOT_FOUND, "This account has no token %s, or no longer.", command.token());
        }
        revoke(command.token(), command.actor().subject(), directory);
    }

    private void revoke(TokenId token, SubjectId by, UserDirectory directory) {
        directory.revoke(id, token);
        apply(new UserEvent.TokenRevoked(id, token, by));
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
        ProviderAccounts.requireNone(issuer, "roles and groups");
        requireAnAdminIsLeft(wanted, directory);
        directory.changeAccess(id, wanted, wantedGroups);
        apply(new UserEvent.AccessChanged(id, wanted, wantedGroups));
    }

    /** Where a provider says who is an admin, it can say so of somebody else. */
    private void requireAnAdminIsLeft(Set<Role> wanted, UserDirectory directory) {
        if (issuer == null
                && roles.contains(Role.ADMIN)
                && !wanted.contains(Role.ADMIN)
                && !directory.hasAdminBesides(id)) {
            throw Rejection.of(
                    Reason.LAST_ADMIN,
                    "This user is the last admin, and somebody must be able to manage users: make another user an"
                            + " admin first.");
        }
    }

    @EventSourcingHandler
    void on(UserEvent.Registered event) {
        begin(event.user(), event.roles(), event.groups());
    }

    @EventSourcingHandler
    void on(UserEvent.Admitted event) {
        begin(event.user(), event.roles(), event.groups());
        issuer = event.issuer();
    }

    @EventSourcingHandler
    void on(UserEvent.ServiceRegistered event) {
        begin(event.user(), event.roles(), event.groups());
        person = event.person();
    }

    private void begin(SubjectId user, Set<Role> initialRoles, Set<String> initialGroups) {
        stream = user.stream();
        id = user;
        roles = initialRoles;
        groups = initialGroups;
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
    void on(UserEvent.TokenIssued event) {
        tokens.add(event.token());
    }

    @EventSourcingHandler
    void on(UserEvent.TokenRevoked event) {
        tokens.remove(event.token());
    }

    @EventSourcingHandler
    void on(UserEvent.Removed event) {
        markDeleted();
    }
}
