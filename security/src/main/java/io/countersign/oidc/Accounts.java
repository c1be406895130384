package io.countersign.oidc;

import io.countersign.CommandSender;
import io.countersign.Uuid7;
import io.countersign.access.RequestTrace;
import io.countersign.access.SignedIn;
import io.countersign.identity.Role;
import io.countersign.identity.SubjectId;
import io.countersign.identity.UserCommand;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.signin.Identities;
import io.countersign.signin.Identity;
import io.countersign.signin.People;
import io.countersign.signin.UserChanges;
import io.countersign.signin.UserNames;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

/** The accounts of those for whom the provider vouches: made when they first come, and kept as it says that they are now. */
public final class Accounts {

    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);

    private final Identities identities;
    private final People people;
    private final CommandSender commands;
    private final UserChanges changes;
    private final JdbcTemplate jdbc;

    Accounts(Identities identities, People people, CommandSender commands, UserChanges changes, JdbcTemplate jdbc) {
        this.identities = identities;
        this.people = people;
        this.commands = commands;
        this.changes = changes;
        this.jdbc = jdbc;
    }

    /** @throws InvalidBearerTokenException when an admin removed the account here */
    public Identity of(Vouched vouched) {
        Identity account = identities.of(vouched.id()).orElseGet(() -> admitted(vouched));
        if (account.removed()) {
            throw new InvalidBearerTokenException("The account was removed from this server");
        }
        return follow(account, vouched);
    }

    /** Notes that the provider vouched for somebody just now. */
    public void proven(Identity account) {
        jdbc.update(
                "update ops.users set proven_at = now() where subject_id = ?",
                account.subject().value());
    }

    /** Whether the provider vouched for somebody within some hours, counted by the database's clock. */
    boolean isProvenWithin(int hours, Identity account) {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "select coalesce(proven_at > now() - make_interval(hours => ?), false) from ops.users where subject_id = ?",
                Boolean.class,
                hours,
                account.subject().value()));
    }

    private Identity admitted(Vouched vouched) {
        try {
            return admit(vouched, nameOf(vouched));
        } catch (Rejection e) {
            if (e.reason() != Reason.USER_EXISTS) {
                throw e;
            }
        }
        // another request was first, or somebody else goes by the name
        return identities.of(vouched.id()).orElseGet(() -> admit(vouched, alternative(vouched)));
    }

    private Identity admit(Vouched vouched, String username) {
        send(new UserCommand.Admit(
                new SubjectId(Uuid7.hex()),
                vouched.id(),
                username,
                vouched.kind(),
                roles(vouched, null),
                vouched.groups()));
        return identities.of(vouched.id()).orElseThrow();
    }

    private Identity follow(Identity account, Vouched vouched) {
        SubjectId person = personBehind(account, vouched).orElse(null);
        Set<Role> roles = roles(vouched, person == null ? account.actsFor() : person);
        boolean same = account.roles().equals(roles)
                && account.groups().equals(vouched.groups())
                && (person == null || person.equals(account.actsFor()))
                && !goesByAnotherName(account, vouched);
        if (same) {
            return account;
        }
        send(new UserCommand.Follow(account.subject(), nameOf(vouched), roles, vouched.groups(), person));
        return identities.of(vouched.id()).orElseThrow();
    }

    private Optional<SubjectId> personBehind(Identity account, Vouched vouched) {
        return Optional.ofNullable(vouched.actsFor())
                .flatMap(people::named)
                .filter(Predicate.not(account.subject()::equals));
    }

    private boolean goesByAnotherName(Identity account, Vouched vouched) {
        return UserNames.isAllowed(vouched.name())
                && !vouched.name().equals(account.username())
                && people.named(vouched.name())
                        .filter(Predicate.not(account.subject()::equals))
                        .isEmpty();
    }

    /** An account that acts for a person is no admin, whatever the provider says. */
    private static Set<Role> roles(Vouched vouched, @Nullable SubjectId person) {
        if (person == null || !vouched.roles().contains(Role.ADMIN)) {
            return vouched.roles();
        }
        LOG.warn("{} acts for a person, and so is no admin here.", vouched.id().subject());
        return vouched.roles().stream().filter(role -> role != Role.ADMIN).collect(Collectors.toUnmodifiableSet());
    }

    private static String nameOf(Vouched vouched) {
        return UserNames.isAllowed(vouched.name()) ? vouched.name() : alternative(vouched);
    }

    /** By a digest of the pair that is nobody else's. */
    private static String alternative(Vouched vouched) {
        String pair = vouched.id().issuer() + " " + vouched.id().subject();
        String digest =
                UUID.nameUUIDFromBytes(pair.getBytes(StandardCharsets.UTF_8)).toString();
        String base = UserNames.isAllowed(vouched.name()) ? vouched.name() : "user";
        return base.substring(0, Math.min(base.length(), 100)) + "-" + digest.substring(0, 8);
    }

    private void send(UserCommand command) {
        try {
            commands.send(command, SignedIn.SYSTEM.metadata(RequestTrace.fresh()));
        } finally {
            changes.happened();
        }
    }
}
