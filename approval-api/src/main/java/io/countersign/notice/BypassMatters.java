package io.countersign.notice;

import io.countersign.decision.Constituency;
import io.countersign.identity.SubjectId;
import io.countersign.inbox.BypassQueries;
import io.countersign.inbox.BypassView;
import io.countersign.policy.Electorate;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RequestId;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Broken glass, until a reviewer who had no part in it has looked at why. */
@Component
final class BypassMatters implements MatterSource {

    private final BypassQueries bypasses;
    private final Constituency constituency;

    BypassMatters(BypassQueries bypasses, Constituency constituency) {
        this.bypasses = bypasses;
        this.constituency = constituency;
    }

    @Override
    public Topic.Kind kind() {
        return Topic.Kind.BYPASS;
    }

    private Optional<BypassView> bypass(String id) {
        return bypasses.byRequest(new RequestId(id));
    }

    @Override
    public Optional<Matter> find(String id) {
        return bypass(id)
                .map(bypass -> new Matter(
                        new Topic(Topic.Kind.BYPASS, id),
                        bypass.model() + (bypass.version() == null ? "" : ", version " + bypass.version())
                                + ": the review of broken glass",
                        bypass.reviewedBy() == null ? "open" : "reviewed",
                        null,
                        "/api/governance/v1/requests/" + id));
    }

    @Override
    public Set<SubjectId> waitedFor(String id) {
        return bypass(id)
                .filter(bypass -> bypass.reviewedBy() == null)
                .map(bypass -> constituency.in(Electorate.REVIEWERS, people(bypass)))
                .orElse(Set.of());
    }

    @Override
    public Set<String> groupsWaitedFor(String id) {
        return Set.of(Electorate.REVIEWERS);
    }

    @Override
    public Set<SubjectId> involved(String id) {
        return bypass(id).map(BypassMatters::people).orElse(Set.of());
    }

    private static Set<SubjectId> people(BypassView bypass) {
        return bypass.involved().stream().map(SubjectId::new).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public boolean mayRead(SubjectId person, String id) {
        return bypass(id)
                .filter(bypass -> constituency.mayRead(person, new ModelId(bypass.modelId())))
                .isPresent();
    }
}
