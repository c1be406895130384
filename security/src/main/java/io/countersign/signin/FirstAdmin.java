package io.countersign.signin;

import io.countersign.CommandSender;
import io.countersign.Uuid7;
import io.countersign.access.RequestTrace;
import io.countersign.access.SignedIn;
import io.countersign.identity.Role;
import io.countersign.identity.SubjectId;
import io.countersign.identity.UserCommand;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives a new server somebody who can let others in. There is no default password. */
public final class FirstAdmin {

    public static final String USERNAME = "admin";

    private final SignInProperties properties;
    private final CommandSender commands;
    private final UserQueries queries;
    private final Passwords passwords;

    FirstAdmin(SignInProperties properties, CommandSender commands, UserQueries queries, Passwords passwords) {
        this.properties = properties;
        this.commands = commands;
        this.queries = queries;
        this.passwords = passwords;
    }

    /**
     * Creates the admin where people sign in and nobody can yet. To be called at every start, before requests are
     * served.
     *
     * @return empty when there is nobody to create, or another node was first
     * @throws Rejection when the password of the settings is too short
     */
    public Optional<Created> createIfNobodyCanSignIn() {
        boolean needed = properties.auth() == SignInMode.LOCAL && queries.hasNobodyWithAPassword();
        return needed ? create(properties.adminPassword()) : Optional.empty();
    }

    private Optional<Created> create(@Nullable String given) {
        String password = given == null ? RandomPassword.next() : given;
        UserRules.checkPassword(password);
        return register(password) ? Optional.of(new Created(given == null ? password : null)) : Optional.empty();
    }

    /** Two nodes that start at once want the same name; the database gives it to one of them. */
    private boolean register(String password) {
        SubjectId admin = new SubjectId(Uuid7.hex());
        try {
            commands.send(
                    new UserCommand.Register(
                            admin, USERNAME, passwords.hash(password), Set.of(Role.ADMIN), Set.of(), SubjectId.SYSTEM),
                    SignedIn.SYSTEM.metadata(RequestTrace.fresh()));
            return true;
        } catch (Rejection e) {
            if (e.reason() == Reason.USER_EXISTS) {
                return false;
            }
            throw e;
        }
    }

    /**
     * The admin that was created.
     *
     * @param drawnPassword to be shown to the person at the terminal, this once, and written nowhere; null when the
     *     settings gave the password
     */
    public record Created(@Nullable String drawnPassword) {

        @Override
        public String toString() {
            return "Created[hidden]";
        }
    }
}
