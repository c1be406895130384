package io.countersign.notice;

import io.countersign.decision.Constituency;
import io.countersign.identity.Role;
import io.countersign.identity.SubjectId;
import io.countersign.policy.PolicyQueries;
import io.countersign.policy.ProposalId;
import io.countersign.policy.ProposalView;
import io.countersign.signin.People;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Changes of policy that were proposed: another administrator agrees to them. */
@Component
final class ProposalMatters implements MatterSource {

    private final PolicyQueries policies;
    private final Constituency constituency;
    private final People people;

    ProposalMatters(PolicyQueries policies, Constituency constituency, People people) {
        this.policies = policies;
        this.constituency = constituency;
        this.people = people;
    }

    @Override
    public Topic.Kind kind() {
        return Topic.Kind.PROPOSAL;
    }

    private Optional<ProposalView> proposal(String id) {
        return policies.proposal(new ProposalId(id));
    }

    @Override
    public Optional<Matter> find(String id) {
        return proposal(id)
                .map(proposal -> new Matter(
                        new Topic(Topic.Kind.PROPOSAL, id),
                        "Policy " + proposal.policy() + ", revision " + proposal.revision() + ": "
                                + (proposal.retires() ? "its retirement" : "what it is to say"),
                        proposal.state().toLowerCase(Locale.ROOT),
                        null,
                        "/api/governance/v1/policy-proposals/" + id));
    }

    @Override
    public Set<SubjectId> waitedFor(String id) {
        return constituency.in(Role.ADMIN.label(), involved(id));
    }

    @Override
    public Set<String> groupsWaitedFor(String id) {
        return Set.of(Role.ADMIN.label());
    }

    /** Who proposed it, as long as there is such a user. */
    @Override
    public Set<SubjectId> involved(String id) {
        return proposal(id)
                .flatMap(proposal -> people.named(proposal.proposedBy()))
                .map(Set::of)
                .orElse(Set.of());
    }

    @Override
    public boolean mayRead(SubjectId person, String id) {
        return constituency.mayRead(person);
    }
}
