package io.countersign.accesslog;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** One entry. Once it is on record, nothing more becomes of it. */
public class RecordedAccess {

    @AggregateIdentifier
    private @Nullable String stream;

    RecordedAccess() {}

    @CommandHandler
    RecordedAccess(AccessCommand.Record command) {
        apply(command.seen());
    }

    @EventSourcingHandler
    void on(AccessEvent event) {
        stream = event.access().stream();
    }
}
