package io.countersign.governance;

import io.countersign.event.DomainEvent;
import io.countersign.identity.SubjectId;
import io.countersign.policy.Change;
import io.countersign.policy.Decided;
import io.countersign.policy.PolicyRevision;
import io.countersign.privacy.SealedText;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RequestId;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What people do about a change to a registered model before it is made, on that model's stream. Requests and decisions
 * on changes of stage have events of their own, which say the same and what became of the stages.
 */
public sealed interface GovernanceEvent extends DomainEvent
        permits EmergencyEvent,
                FindingEvent,
                GovernanceEvent.ChangeRequested,
                GovernanceEvent.ChangeRequestCancelled,
                GovernanceEvent.RequestSuperseded,
                GovernanceEvent.RequestReopened,
                GovernanceEvent.ChangeRejected,
                GovernanceEvent.ChangeApproved,
                GovernanceEvent.ApprovalGiven,
                GovernanceEvent.ApprovalWithdrawn,
                GovernanceEvent.ApprovalWentStale,
                GovernanceEvent.RequestsExpired,
                GovernanceEvent.Vetoed,
                GovernanceEvent.VetoLifted {

    ModelId model();

    Change change();

    /** @param policies that were in force, by which it will be decided */
    record ChangeRequested(
            ModelId model,
            RequestId request,
            Change change,
            SubjectId requester,
            @Nullable SealedText comment,
            List<PolicyRevision> policies)
            implements GovernanceEvent {
        public ChangeRequested {
            policies = List.copyOf(policies);
        }
    }

    record ChangeRequestCancelled(
            ModelId model,
            RequestId request,
            Change change,
            SubjectId by,
            @Nullable SealedText comment) implements GovernanceEvent {}

    /**
     * Whoever asked for this asks for something else instead, which follows in the same transaction.
     *
     * @param successor the request that takes its place
     */
    record RequestSuperseded(ModelId model, RequestId request, Change change, RequestId successor, SubjectId by)
            implements GovernanceEvent {}

    /**
     * What was closed is asked for once more, by the request before this in the same transaction. What was said about the
     * closed one does not count for it.
     *
     * @param predecessor the closed request
     */
    record RequestReopened(ModelId model, RequestId request, Change change, RequestId predecessor, SubjectId by)
            implements GovernanceEvent {}

    /** @param requests every open request for this change: one decision closes them all */
    record ChangeRejected(
            ModelId model,
            List<RequestId> requests,
            Change change,
            SubjectId by,
            @Nullable SealedText comment) implements GovernanceEvent {
        public ChangeRejected {
            requests = List.copyOf(requests);
        }
    }

    /**
     * The change may be made, and is: the event that makes it follows in the same transaction.
     *
     * @param requests every open request for this change; none where the policies ask for none
     * @param policies that had a say in it
     * @param decided why they let it pass; null where none had a say
     */
    record ChangeApproved(
            ModelId model,
            List<RequestId> requests,
            Change change,
            SubjectId by,
            @Nullable SealedText comment,
            List<PolicyRevision> policies,
            @Nullable Decided decided)
            implements GovernanceEvent {
        public ChangeApproved {
            requests = List.copyOf(requests);
            policies = List.copyOf(policies);
        }
    }

    /**
     * Somebody approved, which counts until they withdraw it or what they approved is no longer what it was.
     *
     * @param meaning of the signature; null when none was stated
     * @param subject what exactly was approved, each fact by name
     * @param findings on condition of which it is given: each mended in time
     */
    record ApprovalGiven(
            ModelId model,
            List<RequestId> requests,
            Change change,
            SubjectId by,
            @Nullable String meaning,
            @Nullable SealedText comment,
            SortedMap<String, String> subject,
            List<ReviewFinding> findings)
            implements GovernanceEvent {
        public ApprovalGiven {
            requests = List.copyOf(requests);
            subject = Collections.unmodifiableSortedMap(new TreeMap<>(subject));
            findings = List.copyOf(findings);
        }

        /** One without conditions. */
        public ApprovalGiven(
                ModelId model,
                List<RequestId> requests,
                Change change,
                SubjectId by,
                @Nullable String meaning,
                @Nullable SealedText comment,
                SortedMap<String, String> subject) {
            this(model, requests, change, by, meaning, comment, subject, List.of());
        }
    }

    record ApprovalWithdrawn(
            ModelId model,
            List<RequestId> requests,
            Change change,
            SubjectId by,
            @Nullable SealedText comment) implements GovernanceEvent {
        public ApprovalWithdrawn {
            requests = List.copyOf(requests);
        }
    }

    /**
     * An approval counts no more, for what was approved has changed.
     *
     * @param changed the names of the facts that are not what they were
     */
    record ApprovalWentStale(ModelId model, List<RequestId> requests, Change change, SubjectId by, List<String> changed)
            implements GovernanceEvent {
        public ApprovalWentStale {
            requests = List.copyOf(requests);
            changed = List.copyOf(changed);
        }
    }

    /**
     * Nobody decided in time, which is no consent: the system closes the requests.
     *
     * @param policy that sets the time
     */
    record RequestsExpired(ModelId model, List<RequestId> requests, Change change, PolicyRevision policy)
            implements GovernanceEvent {
        public RequestsExpired {
            requests = List.copyOf(requests);
        }
    }

    record Vetoed(
            ModelId model,
            List<RequestId> requests,
            Change change,
            SubjectId by,
            @Nullable SealedText comment) implements GovernanceEvent {
        public Vetoed {
            requests = List.copyOf(requests);
        }
    }

    /**
     * A veto holds no more.
     *
     * @param author of the veto
     * @param by its author, or an administrator, who then says why
     */
    record VetoLifted(
            ModelId model,
            List<RequestId> requests,
            Change change,
            SubjectId author,
            SubjectId by,
            @Nullable SealedText comment)
            implements GovernanceEvent {
        public VetoLifted {
            requests = List.copyOf(requests);
        }
    }
}
