package io.countersign.privacy;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.countersign.identity.Actor;
import io.countersign.identity.SubjectId;
import io.countersign.identity.UserDirectory;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a person is forgotten. It takes two, as it cannot be undone and takes words off the record that others may have
 * to answer for; and nobody is forgotten who can still sign in, for they would go on to be called something.
 */
@SuppressWarnings("NullAway.Init") // filled by the first event
public class Erasure {

    @AggregateIdentifier
    private String stream;

    private @Nullable Proposal open;

    Erasure() {}

    private record Proposal(ErasureId id, SubjectId by) {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(ErasureCommand.Propose command, UserDirectory users, PersonalRecords records) {
        if (open != null) {
            throw Rejection.of(
                    Reason.ERASURE_PROPOSED,
                    "That is proposed already (%s), and waits for a second person.",
                    open.id());
        }
        if (!records.hold(command.person())) {
            throw Rejection.of(Reason.USER_NOT_FOUND, "Nothing is kept of a person %s.", command.person());
        }
        requireGone(command.person(), users);
        apply(new ErasureEvent.Proposed(
                command.erasure(), command.person(), command.actor().subject(), command.reason()));
        if (command.actor().alone()) {
            carryOut(command, records);
        }
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.NEVER)
    void handle(ErasureCommand.Decline command) {
        require(command);
        apply(new ErasureEvent.Declined(
                command.erasure(), command.person(), command.actor().subject(), command.reason()));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.NEVER)
    void handle(ErasureCommand.CarryOut command, UserDirectory users, PersonalRecords records) {
        requireAnother(require(command).by(), command.actor(), users);
        requireGone(command.person(), users);
        carryOut(command, records);
    }

    private static void requireAnother(SubjectId proposer, Actor actor, UserDirectory users) {
        if (actor.is(proposer)) {
            throw Rejection.of(
                    Reason.OWN_PROPOSAL, "You proposed this yourself; another administrator has to agree to it.");
        }
        if (users.personBehind(proposer).equals(users.personBehind(actor.subject()))) {
            throw Rejection.of(
                    Reason.NOT_INDEPENDENT,
                    "It takes two to have somebody forgotten, and your account counts as that of who proposed it: others"
                            + " have to vouch for it, or to agree.");
        }
    }

    private static void requireGone(SubjectId person, UserDirectory users) {
        if (users.canSignIn(person)) {
            throw Rejection.of(
                    Reason.ERASURE_OF_ACTIVE_USER,
                    "They can still sign in: remove their account first, then erase them.");
        }
    }

    private static void carryOut(ErasureCommand command, PersonalRecords records) {
        apply(new ErasureEvent.CarriedOut(
                command.erasure(),
                command.person(),
                command.actor().subject(),
                records.destroy(command.person()).orElse(null)));
    }

    private Proposal require(ErasureCommand command) {
        if (open == null || !open.id().equals(command.erasure())) {
            throw command.notFound();
        }
        return open;
    }

    @EventSourcingHandler
    void on(ErasureEvent.Proposed event) {
        stream = "erasure/" + event.person();
        open = new Proposal(event.erasure(), event.by());
    }

    @EventSourcingHandler
    void on(ErasureEvent.Declined event) {
        open = null;
    }

    @EventSourcingHandler
    void on(ErasureEvent.CarriedOut event) {
        open = null;
    }
}
