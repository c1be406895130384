package io.countersign.governance;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.api.GovernanceRoutes;
import io.countersign.governance.InboxMessages.Inbox;
import io.countersign.governance.InboxMessages.Revalidations;
import io.countersign.governance.InboxMessages.ToDecide;
import io.countersign.governance.RequestMessages.Page;
import io.countersign.inbox.FindingQueries;
import io.countersign.inbox.RequestQueries;
import io.countersign.inbox.RequestView;
import io.countersign.past.AsOf;
import io.countersign.thread.ThreadQueries;
import io.countersign.wire.PageLimit;
import io.countersign.wire.PageToken;
import io.countersign.wire.Sender;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code /inbox}: what waits for whoever asks, all together or part by part. */
@GovernanceRoutes
@Requires(Operation.READ_REGISTRY)
final class InboxRoutes {

    private final Sender sender;
    private final RequestDesk desk;
    private final DecisionsToMake decisions;
    private final RevalidationsToMake revalidations;
    private final ReviewsToMake reviews;
    private final RequestQueries requests;
    private final FindingQueries findings;
    private final ThreadQueries threads;

    InboxRoutes(
            Sender sender,
            RequestDesk desk,
            DecisionsToMake decisions,
            RevalidationsToMake revalidations,
            ReviewsToMake reviews,
            RequestQueries requests,
            FindingQueries findings,
            ThreadQueries threads) {
        this.sender = sender;
        this.desk = desk;
        this.decisions = decisions;
        this.revalidations = revalidations;
        this.reviews = reviews;
        this.requests = requests;
        this.findings = findings;
        this.threads = threads;
    }

    @AsOf
    @GetMapping("/inbox")
    Inbox all(@RequestParam(defaultValue = "50") int limit) {
        PageLimit.require(limit);
        return new Inbox(
                toDecide(null, null, null, limit, null).requests(),
                asked(null, null, limit, null).requests(),
                dueForRevalidation(limit, null).revalidations(),
                findings.openOf(sender.subject().value(), limit).stream()
                        .map(FindingMessages.FindingMessage::of)
                        .toList(),
                reviews.by(sender.subject(), limit),
                threads.waitingFor(sender.subject(), limit).stream()
                        .map(ThreadMessages.Mention::of)
                        .toList());
    }

    /** @param group only where an approval by this group is still missing */
    @AsOf
    @GetMapping("/inbox/to-decide")
    ToDecide toDecide(
            @RequestParam(required = false) @Nullable String model,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String group,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(name = "page_token", required = false) @Nullable String pageToken) {
        return decisions.by(
                sender.subject(), desk.filter(model, kind), group, request(pageToken), PageLimit.require(limit));
    }

    @AsOf
    @GetMapping("/inbox/asked")
    Page asked(
            @RequestParam(required = false) @Nullable String model,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(name = "page_token", required = false) @Nullable String pageToken) {
        List<RequestView> oneMore = requests.by(
                sender.subject().value(), desk.filter(model, kind), request(pageToken), PageLimit.require(limit) + 1);
        List<RequestView> shown = oneMore.size() > limit ? oneMore.subList(0, limit) : oneMore;
        return new Page(
                desk.summaries(shown),
                oneMore.size() > limit
                        ? PageToken.of(new RequestRoutes.Place(shown.getLast().requestId()))
                        : null);
    }

    @AsOf
    @GetMapping("/inbox/revalidations")
    Revalidations dueForRevalidation(
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(name = "page_token", required = false) @Nullable String pageToken) {
        return revalidations.by(
                sender.subject(),
                pageToken == null ? null : PageToken.read(pageToken, RevalidationsToMake.Place.class),
                PageLimit.require(limit));
    }

    private @Nullable RequestView request(@Nullable String pageToken) {
        return pageToken == null
                ? null
                : desk.find(PageToken.read(pageToken, RequestRoutes.Place.class).request());
    }
}
