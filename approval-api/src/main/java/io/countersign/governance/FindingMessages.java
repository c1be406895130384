package io.countersign.governance;

import io.countersign.inbox.FindingView;
import io.countersign.wire.Required;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The messages of the routes on findings. */
final class FindingMessages {

    private FindingMessages() {}

    /**
     * As an approver gives it.
     *
     * @param severity {@code low}, {@code medium}, {@code high} or {@code critical}
     * @param owner the name of who is to mend it
     * @param due when the approval revokes itself if it is still open
     */
    record Finding(
            @Required @Nullable String severity,
            @Required @Nullable String owner,
            @Required @Nullable String due,
            @Required @Nullable String text) {}

    /**
     * As it stands.
     *
     * @param state {@code open}, {@code resolved}, {@code overdue}, or {@code dropped} where the approval ended otherwise
     */
    record FindingMessage(
            String findingId,
            String requestId,
            String model,
            @Nullable String version,
            String severity,
            String owner,
            Instant due,
            @Nullable String text,
            String raisedBy,
            Instant raisedAt,
            String state,
            @Nullable String closedBy,
            @Nullable Instant closedAt,
            @Nullable String answer) {

        static FindingMessage of(FindingView view) {
            return new FindingMessage(
                    view.findingId(),
                    view.requestId(),
                    view.model(),
                    view.version() == null ? null : view.version().toString(),
                    view.severity().toLowerCase(Locale.ROOT),
                    view.owner(),
                    Instant.ofEpochMilli(view.dueAt()),
                    view.text(),
                    view.raisedBy(),
                    Instant.ofEpochMilli(view.raisedAt()),
                    view.state().toLowerCase(Locale.ROOT),
                    view.closedBy(),
                    view.closedAt() == null ? null : Instant.ofEpochMilli(view.closedAt()),
                    view.answer());
        }
    }

    record Page(List<FindingMessage> findings, @Nullable String nextPageToken) {}
}
