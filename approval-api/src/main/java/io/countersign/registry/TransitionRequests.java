package io.countersign.registry;

import io.countersign.Uuid7;
import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.decision.Changes;
import io.countersign.inbox.RequestQueries;
import io.countersign.inbox.RequestView;
import io.countersign.modelversion.VersionId;
import io.countersign.past.AsOf;
import io.countersign.policy.Change;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.ModelLimits;
import io.countersign.registeredmodel.RequestId;
import io.countersign.registeredmodel.Stage;
import io.countersign.registry.TransitionMessages.Activity;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.wire.Registry;
import io.countersign.wire.Sender;
import io.countersign.wire.Wire;
import java.util.List;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** {@code /mlflow/transition-requests}: one person asks for a change of stage, another decides. */
@RegistryRoutes
@Requires(Operation.READ_REGISTRY)
final class TransitionRequests {

    private final Sender sender;
    private final Changes changes;
    private final AvailableActions actions;
    private final Registry registry;
    private final RequestQueries requests;
    private final Comments comments;
    private final Activities activities;

    TransitionRequests(
            Sender sender,
            Changes changes,
            AvailableActions actions,
            Registry registry,
            RequestQueries requests,
            Comments comments,
            Activities activities) {
        this.sender = sender;
        this.changes = changes;
        this.actions = actions;
        this.registry = registry;
        this.requests = requests;
        this.comments = comments;
        this.activities = activities;
    }

    @PostMapping("/transition-requests/create")
    @Requires(Operation.REQUEST_TRANSITION)
    TransitionMessages.Created create(@Wire TransitionMessages.Create request) {
        ModelId model = registry.id(request.name());
        int version = ModelLimits.requireVersion(request.version());
        RequestId id = new RequestId(Uuid7.hex());
        changes.request(
                model, id, move(version, request.stage()), comments.optional(request.comment()), Changes.NOTHING_MORE);
        RequestView opened = requests.open(model, version).stream()
                .filter(open -> open.requestId().equals(id.value()))
                .findFirst()
                .orElseThrow(() -> Rejection.of(Reason.REQUEST_NOT_FOUND, "Request %s was decided already.", id));
        return new TransitionMessages.Created(new TransitionMessages.TransitionRequest(
                opened.requestId(),
                opened.requestedAt(),
                opened.requestedBy(),
                Activity.toStage(opened),
                opened.comment(),
                actions.on(opened)));
    }

    @AsOf
    @GetMapping("/transition-requests/list")
    TransitionMessages.Listed list(@Wire TransitionMessages.ByVersion request) {
        VersionId version = registry.versionId(request.name(), request.version());
        return new TransitionMessages.Listed(requests.open(version.model(), version.number()).stream()
                .map(open -> Activity.requested(open, actions.on(open)))
                .toList());
    }

    @PostMapping("/transition-requests/approve")
    @Requires(Operation.DECIDE_TRANSITION)
    TransitionMessages.Done approve(@Wire TransitionMessages.Approve request) {
        VersionId version = registry.versionId(request.name(), request.version());
        changes.approve(
                version.model(),
                move(version.number(), request.stage()),
                Boolean.TRUE.equals(request.archiveExistingVersions()),
                null,
                null,
                List.of(),
                comments.optional(request.comment()),
                Changes.NOTHING_MORE);
        return done(version, "registered-model.transition-approved", "registered-model.approval-given");
    }

    @PostMapping("/transition-requests/reject")
    @Requires(Operation.DECIDE_TRANSITION)
    TransitionMessages.Done reject(@Wire TransitionMessages.Reject request) {
        VersionId version = registry.versionId(request.name(), request.version());
        changes.reject(
                version.model(),
                move(version.number(), request.stage()),
                comments.optional(request.comment()),
                Changes.NOTHING_MORE);
        return done(version, "registered-model.transition-rejected");
    }

    @DeleteMapping("/transition-requests/delete")
    @Requires(Operation.CANCEL_REQUEST)
    TransitionMessages.Done delete(@Wire TransitionMessages.Delete request) {
        VersionId version = registry.versionId(request.name(), request.version());
        RequestView open = find(version, request);
        changes.cancel(
                version.model(),
                new RequestId(open.requestId()),
                comments.optional(request.comment()),
                Changes.NOTHING_MORE);
        return done(version, "registered-model.transition-request-cancelled");
    }

    /** The request of that creator; where none is named, of whoever asks. */
    private RequestView find(VersionId version, TransitionMessages.Delete request) {
        String stage = Stage.labelled(request.stage()).label();
        String asking = sender.subject().value();
        List<RequestView> open = requests.open(version.model(), version.number());
        return open.stream()
                .filter(candidate -> Activity.toStage(candidate).equals(stage))
                .filter(candidate ->
                        request.creator() == null || request.creator().isEmpty()
                                ? candidate.requesterId().equals(asking)
                                : candidate.requestedBy().equals(request.creator()))
                .findFirst()
                .orElseThrow(() -> Rejection.of(
                        Reason.REQUEST_NOT_FOUND,
                        "No open transition request to %s by %s for Model Version (name=%s, version=%s).",
                        stage,
                        request.creator() == null ? "you" : request.creator(),
                        request.name(),
                        request.version()));
    }

    /** What the version was before is known to its model. */
    static Change.ToStage move(int version, String stage) {
        return new Change.ToStage(version, Stage.NONE, Stage.labelled(stage));
    }

    private TransitionMessages.Done done(VersionId version, String... events) {
        return new TransitionMessages.Done(activities.latest(version, events));
    }
}
