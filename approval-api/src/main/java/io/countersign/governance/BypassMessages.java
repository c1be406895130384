package io.countersign.governance;

import io.countersign.inbox.BypassView;
import io.countersign.wire.Required;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The messages of the routes on broken glass. */
final class BypassMessages {

    private BypassMessages() {}

    /** @param until when what they do needs a regular approval; as late as the policies allow when left out */
    record BreakGlass(
            @Nullable Boolean archiveExistingVersions,
            @Nullable String until,
            @Required @Nullable String reason) {}

    record Review(@Required @Nullable String conclusion) {}

    /**
     * A change that two people made although rules did not let it pass.
     *
     * @param requestId of the request that they made it for, which tells which rules they got past
     * @param reviewedBy left out while the review is open
     */
    record BypassMessage(
            String requestId,
            String model,
            @Nullable String version,
            List<String> by,
            Instant brokenAt,
            Instant until,
            @Nullable String reviewedBy,
            @Nullable Instant reviewedAt,
            @Nullable String conclusion) {

        static BypassMessage of(BypassView view) {
            return new BypassMessage(
                    view.requestId(),
                    view.model(),
                    view.version() == null ? null : view.version().toString(),
                    List.of(view.first(), view.second()),
                    Instant.ofEpochMilli(view.brokenAt()),
                    Instant.ofEpochMilli(view.until()),
                    view.reviewedBy(),
                    view.reviewedAt() == null ? null : Instant.ofEpochMilli(view.reviewedAt()),
                    view.conclusion());
        }
    }

    record Page(List<BypassMessage> bypasses, @Nullable String nextPageToken) {}
}
