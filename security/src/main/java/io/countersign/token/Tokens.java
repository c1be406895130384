package io.countersign.token;

import io.countersign.CommandSender;
import io.countersign.Uuid7;
import io.countersign.access.CurrentActor;
import io.countersign.access.Operation;
import io.countersign.identity.SubjectId;
import io.countersign.identity.UserCommand;
import io.countersign.rejection.Invalid;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.signin.LocalUser;
import io.countersign.signin.UserChanges;
import io.countersign.signin.Users;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that the one who acts in this request may see, issue and revoke: their own, and those of services that act
 * for them. An admin sees and revokes everybody's and issues nobody's: who has a token can act as its owner, and an admin
 * who had another's would be two where two are asked for.
 *
 * <p>Every method throws a {@link Rejection} when it is refused.
 */
public final class Tokens {

    /** How long a token lives that asks for no time. */
    public static final Duration DEFAULT_LIFETIME = Duration.ofDays(90);

    public static final Duration LONGEST_LIFETIME = Duration.ofDays(366);

    private static final int LONGEST_NAME = 128;

    private final CommandSender commands;
    private final TokenQueries tokens;
    private final Users users;
    private final UserChanges changes;
    private final CurrentActor current;
    private final Clock clock;

    Tokens(
            CommandSender commands,
            TokenQueries tokens,
            Users users,
            UserChanges changes,
            CurrentActor current,
            Clock clock) {
        this.commands = commands;
        this.tokens = tokens;
        this.users = users;
        this.changes = changes;
        this.current = current;
        this.clock = clock;
    }

    /**
     * @param username whose it is to be
     * @param lifetime null for {@link #DEFAULT_LIFETIME}
     */
    public AccessToken.Issued issue(String username, String name, Set<Scope> scopes, @Nullable Duration lifetime) {
        current.require(Operation.ISSUE_OWN_TOKEN);
        LocalUser user = users.named(username);
        check(name, scopes, lifetime);
        TokenSecret secret = TokenSecret.draw();
        TokenId id = new TokenId(Uuid7.hex());
        Instant expires = clock.instant().plus(Objects.requireNonNullElse(lifetime, DEFAULT_LIFETIME));
        send(new UserCommand.IssueToken(
                user.subject(), new NewToken(id, secret.hash(), name, scopes, expires), current.actor()));
        return new AccessToken.Issued(tokens.find(id).orElseThrow(), secret.reveal());
    }

    /** The token that somebody shows as a password or by itself, also one that is good for nothing any more. */
    public Optional<AccessToken> shown(String text) {
        return TokenSecret.parse(text).flatMap(secret -> tokens.withHash(secret.hash()));
    }

    /** The newest first. */
    public List<AccessToken> list(String username) {
        current.require(Operation.READ_OWN_TOKENS);
        LocalUser user = users.named(username);
        requireOwnerOrAuditor(user);
        return tokens.of(user.subject());
    }

    public void revoke(TokenId token) {
        current.require(Operation.REVOKE_OWN_TOKEN);
        SubjectId owner = tokens.find(token)
                .map(AccessToken::user)
                .orElseThrow(() -> Rejection.of(Reason.TOKEN_NOT_FOUND, "There is no token %s.", token));
        send(new UserCommand.RevokeToken(owner, token, current.actor()));
    }

    private void requireOwnerOrAuditor(LocalUser user) {
        if (!isOwn(user) && !isAuditor()) {
            throw Rejection.of(
                    Reason.PERMISSION_MISSING,
                    "Permission denied: people see their own tokens, and those of services that act for them; an auditor"
                            + " everybody's.");
        }
    }

    private boolean isAuditor() {
        return current.actor().has(Operation.READ_USERS.leastRole());
    }

    private boolean isOwn(LocalUser user) {
        SubjectId me = current.actor().subject();
        return me.equals(user.subject())
                || user.actsFor() != null && me.equals(user.actsFor().subject());
    }

    private static void check(String name, Set<Scope> scopes, @Nullable Duration lifetime) {
        if (name.isBlank() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw Rejection.of(
                    Reason.PARAMETER_INVALID,
                    "Invalid name: a token's name has 1 to %d characters, and no control characters.",
                    LONGEST_NAME);
        }
        if (scopes.isEmpty()) {
            throw Invalid.value("scopes", "[]", "name at least one of read, write, approve, administer.");
        }
        if (lifetime != null && (!lifetime.isPositive() || lifetime.compareTo(LONGEST_LIFETIME) > 0)) {
            throw Invalid.value("lifetime", lifetime, "a token lives for some seconds to 366 days.");
        }
    }

    private void send(UserCommand command) {
        try {
            commands.send(command, current.metadata());
        } finally {
            changes.happened();
        }
    }
}
