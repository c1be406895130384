package io.countersign.freeze;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.countersign.identity.SubjectId;
import io.countersign.identity.UserDirectory;
import io.countersign.lineage.LineageNode;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;

/** Decides what is withdrawn, and by whom that may be lifted. It remembers what stands. */
@SuppressWarnings("NullAway.Init") // filled by the first event
public class Withdrawals {

    @AggregateIdentifier
    private String stream;

    private final Map<WithdrawalId, Standing> standing = new LinkedHashMap<>();

    Withdrawals() {}

    private record Standing(LineageNode thing, SubjectId by) {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(WithdrawalCommand.Declare command) {
        standing.forEach((id, each) -> requireOther(command.thing(), id, each));
        apply(new WithdrawalEvent.Declared(
                command.withdrawal(), command.thing(), command.actor().subject(), command.reason()));
    }

    private static void requireOther(LineageNode thing, WithdrawalId id, Standing each) {
        if (each.thing().equals(thing)) {
            throw Rejection.of(
                    Reason.WITHDRAWAL_EXISTS,
                    "The %s %s is withdrawn already, by freeze %s, which freezes what rests on it, also what comes later.",
                    thing.kind().label(),
                    thing.id(),
                    id);
        }
    }

    /** Who acts for whom, or keeps whose account, makes them one. */
    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.NEVER)
    void handle(WithdrawalCommand.Lift command, UserDirectory users) {
        Standing lifted = standing.get(command.withdrawal());
        if (lifted == null) {
            throw command.notFound();
        }
        SubjectId actor = command.actor().subject();
        if (!command.actor().alone() && users.personBehind(actor).equals(users.personBehind(lifted.by()))) {
            throw Rejection.of(
                    Reason.OWN_FREEZE, "You froze it, by this account or another of yours: somebody else thaws it.");
        }
        apply(new WithdrawalEvent.Lifted(command.withdrawal(), lifted.thing(), actor, command.reason()));
    }

    @EventSourcingHandler
    void on(WithdrawalEvent.Declared event) {
        stream = WithdrawalCommand.STREAM;
        standing.put(event.withdrawal(), new Standing(event.thing(), event.by()));
    }

    @EventSourcingHandler
    void on(WithdrawalEvent.Lifted event) {
        standing.remove(event.withdrawal());
    }
}
