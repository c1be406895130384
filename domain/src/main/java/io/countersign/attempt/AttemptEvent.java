package io.countersign.attempt;

import io.countersign.event.DomainEvent;
import io.countersign.identity.SubjectId;

/** What becomes of an attempt that was refused: it is put on record, each on a stream of its own. */
public sealed interface AttemptEvent extends DomainEvent {

    AttemptId attempt();

    /**
     * Nothing else was changed.
     *
     * @param by who tried
     * @param operation what they tried, by the stable code of the operation, for example {@code decide-transition}
     * @param reason why it was refused, by its stable code, for example {@code own-request}
     */
    record Refused(AttemptId attempt, SubjectId by, String operation, AttemptTarget target, String reason)
            implements AttemptEvent {}
}
