package io.countersign.delegation;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.countersign.identity.Role;
import io.countersign.identity.UserDirectory;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;

/** Decides who hands their word to whom. It remembers what is not over. */
@SuppressWarnings("NullAway.Init") // filled by the first event
public class Delegations {

    @AggregateIdentifier
    private String stream;

    private final List<Delegation> known = new ArrayList<>();

    Delegations() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(DelegationCommand.Give command, UserDirectory directory) {
        Instant from = command.from().isBefore(command.at()) ? command.at() : command.from();
        Delegation wanted =
                new Delegation(command.delegation(), command.actor().subject(), command.to(), from, command.until());
        DelegationRules.requirePeriod(wanted, command.at());
        DelegationRules.requireAnother(wanted, directory);
        DelegationRules.requireNoneBeside(wanted, known);
        apply(new DelegationEvent.Given(
                wanted.id(), wanted.by(), wanted.to(), wanted.from(), wanted.until(), command.comment()));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.NEVER)
    void handle(DelegationCommand.Revoke command) {
        Delegation given = known.stream()
                .filter(each -> each.id().equals(command.delegation()) && !each.overAt(command.at()))
                .findFirst()
                .orElseThrow(command::notFound);
        if (!command.actor().is(given.by()) && !command.actor().has(Role.ADMIN)) {
            throw Rejection.of(
                    Reason.NOT_THE_DELEGATOR, "A delegation is revoked by who gave it, or by an administrator.");
        }
        apply(new DelegationEvent.Revoked(given.id(), command.actor().subject(), command.comment()));
    }

    @EventSourcingHandler
    void on(DelegationEvent.Given event, @Timestamp Instant at) {
        stream = DelegationCommand.STREAM;
        known.removeIf(each -> each.overAt(at));
        known.add(new Delegation(event.delegation(), event.by(), event.to(), event.from(), event.until()));
    }

    @EventSourcingHandler
    void on(DelegationEvent.Revoked event) {
        known.removeIf(each -> each.id().equals(event.delegation()));
    }
}
