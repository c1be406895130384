package io.countersign.jenkins;

import io.countersign.policy.CheckResult;
import io.countersign.webhook.WebhookId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A build as far as it is known.
 *
 * @param number null while it waits in the queue
 * @param result in the server's words; null until it has ended
 * @param reported the last state that was reported on the version; null before the first, and where none is reported
 * @param remark why it is lost, or why its result was not reported; null when all went well
 */
record FollowedBuild(
        long id,
        WebhookId webhook,
        TriggeredBuild triggered,
        Instant madeAt,
        BuildState state,
        @Nullable Integer number,
        @Nullable String link,
        @Nullable String result,
        CheckResult.@Nullable State reported,
        @Nullable String remark) {

    /** As the check on the version names it. */
    String name() {
        return triggered.job() + "#" + number;
    }

    FollowedBuild running(int number, String link) {
        return new FollowedBuild(
                id, webhook, triggered, madeAt, BuildState.RUNNING, number, link, result, reported, remark);
    }

    FollowedBuild ended(String result) {
        return new FollowedBuild(
                id, webhook, triggered, madeAt, BuildState.ENDED, number, link, result, reported, remark);
    }

    FollowedBuild cancelled() {
        return new FollowedBuild(
                id, webhook, triggered, madeAt, BuildState.CANCELLED, number, link, result, reported, remark);
    }

    FollowedBuild lost(String why) {
        return new FollowedBuild(id, webhook, triggered, madeAt, BuildState.LOST, number, link, result, reported, why);
    }

    FollowedBuild reported(CheckResult.State last) {
        String stillTrue = state == BuildState.LOST ? remark : null;
        return new FollowedBuild(id, webhook, triggered, madeAt, state, number, link, result, last, stillTrue);
    }

    FollowedBuild unreported(String why) {
        return new FollowedBuild(id, webhook, triggered, madeAt, state, number, link, result, reported, why);
    }
}
