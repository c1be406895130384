package io.countersign.attempt;

import io.countersign.Command;
import io.countersign.identity.SubjectId;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;

/** What can be asked about an attempt that was refused. Sent by the server itself: nobody accuses another. */
public sealed interface AttemptCommand extends Command {

    AttemptId attempt();

    @Override
    default String stream() {
        return attempt().stream();
    }

    @Override
    default Rejection notFound() {
        throw new IllegalStateException("An attempt begins with its record.");
    }

    /**
     * @param by who tried
     * @param operation by its stable code
     */
    record Record(AttemptId attempt, SubjectId by, String operation, AttemptTarget target, Reason reason)
            implements AttemptCommand {}
}
