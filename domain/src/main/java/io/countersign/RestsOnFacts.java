package io.countersign;

import java.util.Map;

/**
 * A command that carries what was read elsewhere. It is decided only while all of that is as it was read, which is looked
 * at again in its own transaction; else it fails with {@link FactsChanged}, and whoever sent it reads anew.
 */
public interface RestsOnFacts {

    /** The sequence number of the last event of each stream that was read, or -1 where there was none. */
    Map<String, Long> readAt();

    /** Something changed between the reading and the decision. Nothing was changed by the command. */
    final class FactsChanged extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public FactsChanged(String stream) {
            super("The stream " + stream + " has gone on since it was read.", null, false, false);
        }
    }
}
