package io.countersign.contract;

import io.countersign.identity.SubjectId;
import io.countersign.policy.PolicyEvent;
import io.countersign.policy.PolicyRevision;

/** What the world is told of policies: their documents, but not what people wrote about them. */
final class PublicPolicies {

    private PublicPolicies() {}

    static Data of(PolicyEvent event) {
        Data data = Data.with("proposal_id", event.proposal().value());
        return switch (event) {
            case PolicyEvent.Proposed e -> of(data, e.revision(), e.by()).and("source", e.source());
            case PolicyEvent.RetirementProposed e -> of(data, e.revision(), e.by());
            case PolicyEvent.ProposalWithdrawn e -> data.and("by_id", e.by().value());
            case PolicyEvent.ProposalRejected e -> data.and("by_id", e.by().value());
            case PolicyEvent.Published e -> of(data, e.revision(), e.by());
            case PolicyEvent.Retired e -> of(data, e.revision(), e.by());
        };
    }

    private static Data of(Data data, PolicyRevision revision, SubjectId by) {
        return data.and("policy", revision.name())
                .and("policy_revision", revision.revision())
                .and("by_id", by.value());
    }
}
