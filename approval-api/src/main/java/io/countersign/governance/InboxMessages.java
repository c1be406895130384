package io.countersign.governance;

import io.countersign.governance.BypassMessages.BypassMessage;
import io.countersign.governance.FindingMessages.FindingMessage;
import io.countersign.governance.RequestMessages.Summary;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The messages of the routes on what waits for somebody. */
final class InboxMessages {

    private InboxMessages() {}

    /**
     * The first of each part.
     *
     * @param toDecide open requests on which their word counts and is still missing, oldest first
     * @param asked what they have asked for, newest first
     * @param revalidations what serves and has to be approved anew, and they may
     * @param findings what they have to mend, by when it is due
     * @param reviews broken glass that they may review, newest first
     * @param mentions where threads name them and they have not answered, newest first
     */
    record Inbox(
            List<Waiting> toDecide,
            List<Summary> asked,
            List<Due> revalidations,
            List<FindingMessage> findings,
            List<BypassMessage> reviews,
            List<ThreadMessages.Mention> mentions) {}

    /** @param waitsFor what could still satisfy the policies, as {@code 1 more approval by risk} */
    record Waiting(Summary request, List<String> waitsFor) {}

    /** @param nextPageToken where there may be more; a page before the last may hold fewer than were asked for */
    record ToDecide(List<Waiting> requests, @Nullable String nextPageToken) {}

    /**
     * What serves somewhere.
     *
     * @param state {@code due} or {@code overdue}
     * @param until when its approval ends, or ended
     */
    record Due(String model, String version, String place, String state, Instant until) {}

    /** @param nextPageToken as in {@link ToDecide} */
    record Revalidations(List<Due> revalidations, @Nullable String nextPageToken) {}
}
