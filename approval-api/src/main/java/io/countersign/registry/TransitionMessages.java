package io.countersign.registry;

import io.countersign.inbox.RequestView;
import io.countersign.policy.Change;
import io.countersign.wire.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The messages of the routes on transition requests. */
final class TransitionMessages {

    private TransitionMessages() {}

    record Create(
            @Required String name,
            @Required String version,
            @Required String stage,
            @Nullable String comment) {}

    record ByVersion(@Required String name, @Required String version) {}

    record Approve(
            @Required String name,
            @Required String version,
            @Required String stage,
            @Nullable Boolean archiveExistingVersions,
            @Nullable String comment) {}

    record Reject(
            @Required String name,
            @Required String version,
            @Required String stage,
            @Nullable String comment) {}

    record Delete(
            @Required String name,
            @Required String version,
            @Required String stage,
            @Nullable String creator,
            @Nullable String comment) {}

    record Created(TransitionRequest request) {}

    record Listed(List<Activity> requests) {}

    record Done(Activity activity) {}

    record TransitionRequest(
            String id,
            long creationTimestamp,
            String userId,
            String toStage,
            @Nullable String comment,
            List<String> availableActions) {}

    /** Something that was done, or asked for, about a version. */
    record Activity(
            String id,
            String activityType,
            long creationTimestamp,
            long lastUpdatedTimestamp,
            String userId,
            @Nullable String fromStage,
            @Nullable String toStage,
            @Nullable String comment,
            List<String> availableActions) {

        /** Of a request for a change of stage. */
        static String toStage(RequestView request) {
            return ((Change.ToStage) request.change()).to().label();
        }

        static Activity requested(RequestView request, List<String> availableActions) {
            return new Activity(
                    request.requestId(),
                    "REQUESTED_TRANSITION",
                    request.requestedAt(),
                    request.requestedAt(),
                    request.requestedBy(),
                    ((Change.ToStage) request.change()).from().label(),
                    toStage(request),
                    request.comment(),
                    availableActions);
        }
    }
}
