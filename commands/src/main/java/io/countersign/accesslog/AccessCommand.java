package io.countersign.accesslog;

import io.countersign.Command;
import io.countersign.rejection.Rejection;

/** What can be asked about an entry. Sent by the server itself. */
public sealed interface AccessCommand extends Command {

    /** @param seen what is to be on record */
    record Record(AccessEvent seen) implements AccessCommand {

        @Override
        public String stream() {
            return seen.access().stream();
        }

        @Override
        public Rejection notFound() {
            throw new IllegalStateException("An entry begins with its record.");
        }
    }
}
