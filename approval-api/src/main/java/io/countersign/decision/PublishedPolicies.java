package io.countersign.decision;

import io.countersign.catalog.ModelQueries;
import io.countersign.inbox.RequestView;
import io.countersign.policy.Change;
import io.countersign.policy.Policy;
import io.countersign.policy.PolicyQueries;
import io.countersign.policy.PolicyReader;
import io.countersign.policy.PolicyRevision;
import io.countersign.policy.RevisionView;
import io.countersign.registeredmodel.Stage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The policies that were published, read once each: a revision never changes. Safe for many threads. */
@Component
public final class PublishedPolicies {

    private final PolicyQueries queries;
    private final ModelQueries models;
    private final Map<PolicyRevision, Policy> read = new ConcurrentHashMap<>();

    PublishedPolicies(PolicyQueries queries, ModelQueries models) {
        this.queries = queries;
        this.models = models;
    }

    public List<Policy> inForce() {
        return queries.inForce().stream().map(this::policy).toList();
    }

    public List<Policy> ofRevisions(List<PolicyRevision> revisions) {
        return revisions.stream().flatMap(this::pinned).toList();
    }

    /**
     * Those in force that have a say in what comes to a place.
     *
     * @param place {@code stage/Production} or {@code alias/champion}, for example
     */
    public List<Policy> covering(String modelId, String place, int version) {
        String name = place.substring(place.indexOf('/') + 1);
        Change change = place.startsWith("alias/")
                ? new Change.OfAlias(name, version, null)
                : new Change.ToStage(version, Stage.NONE, Stage.labelled(name));
        return models.byIds(List.of(modelId)).stream()
                .map(FactsReader::governed)
                .flatMap(model -> inForce().stream()
                        .filter(policy -> policy.document().scope().covers(model, change)))
                .toList();
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
