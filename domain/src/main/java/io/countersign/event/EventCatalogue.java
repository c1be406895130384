package io.countersign.event;

import io.countersign.accesslog.AccessEvent;
import io.countersign.attempt.AttemptEvent;
import io.countersign.delegation.DelegationEvent;
import io.countersign.experiment.ExperimentEvent;
import io.countersign.freeze.FreezeEvent;
import io.countersign.freeze.WithdrawalEvent;
import io.countersign.gate.GateEvent;
import io.countersign.governance.EmergencyEvent;
import io.countersign.governance.FindingEvent;
import io.countersign.governance.GovernanceEvent;
import io.countersign.identity.UserEvent;
import io.countersign.loggedmodel.LoggedModelEvent;
import io.countersign.modelversion.ModelVersionEvent;
import io.countersign.permission.PermissionEvent;
import io.countersign.policy.PolicyEvent;
import io.countersign.privacy.ErasureEvent;
import io.countersign.registeredmodel.RegisteredModelEvent;
import io.countersign.run.RunEvent;
import io.countersign.thread.ThreadEvent;
import io.countersign.webhook.WebhookEvent;
import java.util.List;

/** The names by which the log knows each event. Only ever grows. */
final class EventCatalogue {

    static final List<EventType> TYPES = List.of(
            type("experiment.created", ExperimentEvent.Created.class),
            type("experiment.renamed", ExperimentEvent.Renamed.class),
            type("experiment.tag-set", ExperimentEvent.TagSet.class),
            type("experiment.tag-deleted", ExperimentEvent.TagDeleted.class),
            type("experiment.deleted", ExperimentEvent.Deleted.class),
            type("experiment.restored", ExperimentEvent.Restored.class),
            type("run.started", RunEvent.Started.class),
            type("run.batch-logged", RunEvent.BatchLogged.class),
            type("run.tag-deleted", RunEvent.TagDeleted.class),
            type("run.status-changed", RunEvent.StatusChanged.class),
            type("run.renamed", RunEvent.Renamed.class),
            type("run.deleted", RunEvent.Deleted.class),
            type("run.restored", RunEvent.Restored.class),
            type("run.artifact-stored", RunEvent.ArtifactStored.class),
            type("run.artifact-deleted", RunEvent.ArtifactDeleted.class),
            type("run.inputs-logged", RunEvent.InputsLogged.class),
            type("run.outputs-logged", RunEvent.OutputsLogged.class),
            type("logged-model.created", LoggedModelEvent.Created.class),
            type("logged-model.finalized", LoggedModelEvent.Finalized.class),
            type("logged-model.params-logged", LoggedModelEvent.ParamsLogged.class),
            type("logged-model.tags-set", LoggedModelEvent.TagsSet.class),
            type("logged-model.tag-deleted", LoggedModelEvent.TagDeleted.class),
            type("logged-model.deleted", LoggedModelEvent.Deleted.class),
            type("logged-model.artifact-stored", LoggedModelEvent.ArtifactStored.class),
            type("logged-model.artifact-deleted", LoggedModelEvent.ArtifactDeleted.class),
            type("registered-model.created", RegisteredModelEvent.Created.class),
            type("registered-model.renamed", RegisteredModelEvent.Renamed.class),
            type("registered-model.description-changed", RegisteredModelEvent.DescriptionChanged.class),
            type("registered-model.tag-set", RegisteredModelEvent.TagSet.class),
            type("registered-model.tag-deleted", RegisteredModelEvent.TagDeleted.class),
            type("registered-model.deleted", RegisteredModelEvent.Deleted.class),
            type("registered-model.version-created", RegisteredModelEvent.VersionCreated.class),
            type("registered-model.version-deleted", RegisteredModelEvent.VersionDeleted.class),
            type("registered-model.transition-requested", 2, RegisteredModelEvent.TransitionRequested.class),
            type(
                    "registered-model.transition-request-cancelled",
                    RegisteredModelEvent.TransitionRequestCancelled.class),
            type("registered-model.transition-rejected", 2, RegisteredModelEvent.TransitionRejected.class),
            type("registered-model.transition-approved", 2, RegisteredModelEvent.TransitionApproved.class),
            type("registered-model.stage-changed", 2, RegisteredModelEvent.StageChanged.class),
            type("registered-model.alias-set", RegisteredModelEvent.AliasSet.class),
            type("registered-model.alias-deleted", RegisteredModelEvent.AliasDeleted.class),
            type("model-version.description-changed", ModelVersionEvent.DescriptionChanged.class),
            type("model-version.tag-set", ModelVersionEvent.TagSet.class),
            type("model-version.tag-deleted", ModelVersionEvent.TagDeleted.class),
            type("model-version.comment-added", ModelVersionEvent.CommentAdded.class),
            type("model-version.comment-edited", ModelVersionEvent.CommentEdited.class),
            type("model-version.comment-deleted", ModelVersionEvent.CommentDeleted.class),
            type("model-version.artifacts-verified", ModelVersionEvent.ArtifactsVerified.class),
            type("model-version.artifacts-unverified", ModelVersionEvent.ArtifactsUnverified.class),
            type("model-version.check-reported", ModelVersionEvent.CheckReported.class),
            type("model-version.evidence-given", ModelVersionEvent.EvidenceGiven.class),
            type("model-version.evidence-withdrawn", ModelVersionEvent.EvidenceWithdrawn.class),
            type("model-version.checklist-answered", ModelVersionEvent.ChecklistAnswered.class),
            type("experiment.imported", ExperimentEvent.Imported.class),
            type("run.imported", RunEvent.Imported.class),
            type("run.data-imported", RunEvent.DataImported.class),
            type("registered-model.imported", RegisteredModelEvent.Imported.class),
            type("registered-model.version-imported", RegisteredModelEvent.VersionImported.class),
            type("registered-model.change-requested", GovernanceEvent.ChangeRequested.class),
            type("registered-model.change-request-cancelled", GovernanceEvent.ChangeRequestCancelled.class),
            type("registered-model.change-rejected", GovernanceEvent.ChangeRejected.class),
            type("registered-model.change-approved", GovernanceEvent.ChangeApproved.class),
            type("registered-model.approval-given", GovernanceEvent.ApprovalGiven.class),
            type("registered-model.approval-withdrawn", GovernanceEvent.ApprovalWithdrawn.class),
            type("registered-model.approval-went-stale", GovernanceEvent.ApprovalWentStale.class),
            type("registered-model.requests-expired", GovernanceEvent.RequestsExpired.class),
            type("registered-model.vetoed", GovernanceEvent.Vetoed.class),
            type("registered-model.veto-lifted", GovernanceEvent.VetoLifted.class),
            type("registered-model.request-superseded", GovernanceEvent.RequestSuperseded.class),
            type("registered-model.request-reopened", GovernanceEvent.RequestReopened.class),
            type("registered-model.finding-resolved", FindingEvent.FindingResolved.class),
            type("registered-model.approval-revoked", FindingEvent.ApprovalRevoked.class),
            type("registered-model.break-glass-proposed", EmergencyEvent.BreakGlassProposed.class),
            type("registered-model.bypass-reviewed", EmergencyEvent.BypassReviewed.class),
            type("gate.answer-changed", GateEvent.AnswerChanged.class),
            type("gate.deployment-answered", GateEvent.DeploymentAnswered.class),
            type("registered-model.versions-frozen", FreezeEvent.VersionsFrozen.class),
            type("registered-model.versions-thawed", FreezeEvent.VersionsThawed.class),
            type("withdrawal.declared", WithdrawalEvent.Declared.class),
            type("withdrawal.lifted", WithdrawalEvent.Lifted.class),
            type("thread.started", ThreadEvent.Started.class),
            type("thread.replied", ThreadEvent.Replied.class),
            type("thread.comment-edited", ThreadEvent.CommentEdited.class),
            type("thread.comment-deleted", ThreadEvent.CommentDeleted.class),
            type("thread.resolved", ThreadEvent.Resolved.class),
            type("thread.reopened", ThreadEvent.Reopened.class),
            type("attempt.refused", AttemptEvent.Refused.class),
            type("access.signed-in", AccessEvent.SignedIn.class),
            type("access.sign-in-refused", AccessEvent.SignInRefused.class),
            type("access.audit-read", AccessEvent.AuditRead.class),
            type("policy.proposed", PolicyEvent.Proposed.class),
            type("policy.retirement-proposed", PolicyEvent.RetirementProposed.class),
            type("policy.proposal-withdrawn", PolicyEvent.ProposalWithdrawn.class),
            type("policy.proposal-rejected", PolicyEvent.ProposalRejected.class),
            type("policy.published", PolicyEvent.Published.class),
            type("policy.retired", PolicyEvent.Retired.class),
            type("delegation.given", DelegationEvent.Given.class),
            type("delegation.revoked", DelegationEvent.Revoked.class),
            type("erasure.proposed", ErasureEvent.Proposed.class),
            type("erasure.declined", ErasureEvent.Declined.class),
            type("erasure.carried-out", ErasureEvent.CarriedOut.class),
            type("permission.changed", PermissionEvent.Changed.class),
            type("webhook.created", WebhookEvent.Created.class),
            type("webhook.changed", WebhookEvent.Changed.class),
            type("webhook.secret-rotated", WebhookEvent.SecretRotated.class),
            type("webhook.given-up", WebhookEvent.GivenUp.class),
            type("webhook.deleted", WebhookEvent.Deleted.class),
            type("user.registered", UserEvent.Registered.class),
            type("user.access-changed", UserEvent.AccessChanged.class),
            type("user.admitted", UserEvent.Admitted.class),
            type("user.service-registered", UserEvent.ServiceRegistered.class),
            type("user.token-issued", UserEvent.TokenIssued.class),
            type("user.token-revoked", UserEvent.TokenRevoked.class),
            type("user.password-changed", UserEvent.PasswordChanged.class),
            type("user.vouched", UserEvent.Vouched.class),
            type("user.removed", UserEvent.Removed.class),
            type("user.assigned", UserEvent.Assigned.class),
            type("user.released", UserEvent.Released.class));

    private EventCatalogue() {}

    private static EventType type(String name, Class<? extends DomainEvent> payload) {
        return type(name, 1, payload);
    }

    /** @param revision of its shape now; what was stored in an earlier one is upcast when it is read */
    private static EventType type(String name, int revision, Class<? extends DomainEvent> payload) {
        return new EventType(name, revision, payload);
    }
}
