package io.countersign.policy;

import io.countersign.identity.SubjectId;
import java.time.Instant;

/** The last word of a check on the version. */
public record CheckResult(String name, State state, SubjectId reporter, Instant at) {

    /** As CI jobs report it. */
    public enum State {
        QUEUED,
        RUNNING,
        PASSED,
        FAILED;

        /** After which nothing follows. */
        public boolean isFinal() {
            return this == PASSED || this == FAILED;
        }

        /** Whether a job may go from there to here; it may leave out what lies between. */
        public boolean mayFollow(State before) {
            return !before.isFinal() && compareTo(before) > 0;
        }
    }
}
