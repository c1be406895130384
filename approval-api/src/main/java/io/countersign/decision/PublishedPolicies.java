package io.countersign.decision;

import io.countersign.inbox.RequestView;
import io.countersign.policy.Policy;
import io.countersign.policy.PolicyQueries;
import io.countersign.policy.PolicyReader;
import io.countersign.policy.PolicyRevision;
import io.countersign.policy.RevisionView;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The policies that were published, read once each: a revision never changes. Safe for many threads. */
@Component
public final class PublishedPolicies {

    private final PolicyQueries queries;
    private final Map<PolicyRevision, Policy> read = new ConcurrentHashMap<>();

    PublishedPolicies(PolicyQueries queries) {
        this.queries = queries;
    }

    public List<Policy> inForce() {
        return queries.inForce().stream().map(this::policy).toList();
    }

    /** Those by which the open requests for one change are decided: what was in force when it was asked for last. */
    public List<Policy> askedFor(List<RequestView> open) {
        List<Policy> pinned = open.isEmpty()
                ? List.of()
                : open.getLast().policies().stream().flatMap(this::pinned).toList();
        return pinned.isEmpty() ? inForce() : pinned;
    }

    /** What a server without policies put there is no revision of any. */
    private Stream<Policy> pinned(PolicyRevision revision) {
        Policy known = read.get(revision);
        return known != null
                ? Stream.of(known)
                : queries.revision(revision.name(), revision.revision()).map(this::policy).stream();
    }

    private Policy policy(RevisionView view) {
        PolicyRevision revision = new PolicyRevision(view.policy(), view.revision());
        return read.computeIfAbsent(
                revision, key -> new Policy(key, PolicyReader.read(view.source(), view.reporters())));
    }
}
