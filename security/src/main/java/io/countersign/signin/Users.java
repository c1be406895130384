package io.countersign.signin;

import io.countersign.CommandSender;
import io.countersign.Uuid7;
import io.countersign.access.CurrentActor;
import io.countersign.access.Operation;
import io.countersign.identity.Role;
import io.countersign.identity.SubjectId;
import io.countersign.identity.UserCommand;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Users, as the one who acts in this request may manage them: everybody their own password, an admin everything. A change
 * is in force, on this node, when its method returns; on the others a moment later.
 *
 * <p>Every method throws a {@link Rejection} when it is refused.
 */
public final class Users {

    private final CommandSender commands;
    private final UserQueries queries;
    private final Passwords passwords;
    private final UserChanges changes;
    private final CurrentActor current;
    private final SignInMode mode;

    Users(
            CommandSender commands,
            UserQueries queries,
            Passwords passwords,
            UserChanges changes,
            CurrentActor current,
            SignInMode mode) {
        this.commands = commands;
        this.queries = queries;
        this.passwords = passwords;
        this.changes = changes;
        this.current = current;
        this.mode = mode;
    }

    public LocalUser create(String username, String password, Set<Role> roles, Set<String> groups) {
        current.require(Operation.MANAGE_USERS);
        requirePasswords();
        UserRules.checkName(username);
        UserRules.checkPassword(password);
        UserRules.checkGroups(groups);
        send(new UserCommand.Register(
                new SubjectId(Uuid7.hex()),
                username,
                passwords.hash(password),
                Set.copyOf(roles),
                Set.copyOf(groups),
                current.actor().subject()));
        return existing(username);
    }

    /** The account of the one who acts, or for an auditor anybody's. */
    public LocalUser get(String username) {
        requireOwnOr(Operation.READ_USERS, Operation.READ_OWN_ACCOUNT, username);
        return existing(username);
    }

    /** By name. */
    public List<LocalUser> list() {
        current.require(Operation.READ_USERS);
        return queries.all();
    }

    /** By name, whoever asks: whether they may know is for the caller to say. */
    public LocalUser named(String username) {
        return existing(username);
    }

    /** An account for a program, which signs in by tokens alone and acts for a person. */
    public LocalUser createService(String username, String actsFor, Set<Role> roles, Set<String> groups) {
        current.require(Operation.MANAGE_USERS);
        UserRules.checkName(username);
        UserRules.checkGroups(groups);
        send(new UserCommand.RegisterService(
                new SubjectId(Uuid7.hex()),
                username,
                existing(actsFor).subject(),
                Set.copyOf(roles),
                Set.copyOf(groups)));
        return existing(username);
    }

    public void updatePassword(String username, String password) {
        requireOwnOr(Operation.MANAGE_USERS, Operation.CHANGE_OWN_PASSWORD, username);
        requirePasswords();
        UserRules.checkPassword(password);
        SubjectId user = existing(username).subject();
        send(new UserCommand.ChangePassword(
                user, passwords.hash(password), current.actor().subject()));
    }

    /** Says of an account whose password another chose that it is in the hands of its owner alone. */
    public LocalUser vouch(String username) {
        send(new UserCommand.Vouch(managed(username).subject(), current.actor()));
        return existing(username);
    }

    public void updateAdmin(String username, boolean admin) {
        SubjectId user = managed(username).subject();
        send(admin ? new UserCommand.MakeAdmin(user) : new UserCommand.RevokeAdmin(user));
    }

    /**
     * @param roles from now on, all of them; none at all leaves somebody who can sign in and do nothing
     * @param actsFor the name of the person whom the account acts for from now on; null for nobody but itself
     */
    public LocalUser setAccess(String username, Set<Role> roles, Set<String> groups, @Nullable String actsFor) {
        UserRules.checkGroups(groups);
        SubjectId user = managed(username).subject();
        SubjectId person = actsFor == null ? null : existing(actsFor).subject();
        send(new UserCommand.ChangeAccess(user, Set.copyOf(roles), Set.copyOf(groups), person, current.actor()));
        return existing(username);
    }

    public void delete(String username) {
        send(new UserCommand.Remove(managed(username).subject()));
    }

    private void requirePasswords() {
        if (mode == SignInMode.KEYCLOAK) {
            throw Rejection.of(
                    Reason.ACCESS_OF_ISSUER,
                    "Nobody signs in here by a password: people come in by the word of the OpenID provider, which has their"
                            + " accounts.");
        }
    }

    private void send(UserCommand command) {
        try {
            commands.send(command, current.metadata());
        } finally {
            changes.happened();
        }
    }

    private LocalUser managed(String username) {
        current.require(Operation.MANAGE_USERS);
        return existing(username);
    }

    private void requireOwnOr(Operation ofOthers, Operation own, String username) {
        String me = UserRules.fold(current.signedIn().username());
        current.require(me.equals(UserRules.fold(username)) ? own : ofOthers);
    }

    private LocalUser existing(String username) {
        return queries.find(username)
                .orElseThrow(() -> Rejection.of(Reason.USER_NOT_FOUND, "User with username=%s not found", username));
    }
}
