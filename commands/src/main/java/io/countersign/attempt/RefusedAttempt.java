package io.countersign.attempt;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** An attempt that was refused. Once it is on record, nothing more becomes of it. */
public class RefusedAttempt {

    @AggregateIdentifier
    private @Nullable String stream;

    RefusedAttempt() {}

    @CommandHandler
    RefusedAttempt(AttemptCommand.Record command) {
        apply(new AttemptEvent.Refused(
                command.attempt(),
                command.by(),
                command.operation(),
                command.target(),
                command.reason().code()));
    }

    @EventSourcingHandler
    void on(AttemptEvent.Refused event) {
        stream = event.attempt().stream();
    }
}
