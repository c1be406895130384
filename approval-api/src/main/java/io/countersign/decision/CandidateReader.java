package io.countersign.decision;

import io.countersign.catalog.VersionArtifacts;
import io.countersign.catalog.VersionArtifacts.Verification;
import io.countersign.catalog.VersionView;
import io.countersign.identity.SubjectId;
import io.countersign.loggedmodel.LoggedModelId;
import io.countersign.modelversion.VersionId;
import io.countersign.policy.ConditionRule;
import io.countersign.policy.MetricRule;
import io.countersign.policy.Party;
import io.countersign.policy.Policy;
import io.countersign.policy.Rule;
import io.countersign.policy.VersionFacts;
import io.countersign.registeredmodel.ModelId;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.run.Metric;
import io.countersign.run.RunId;
import io.countersign.tracking.RunQueries;
import io.countersign.tracking.RunView;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads one version with its run, as policies look at it. */
@Component
final class CandidateReader {

    private static final long LONGEST_WAIT_MILLIS = 5_000;
    private static final long PAUSE_MILLIS = 20;

    private final RunQueries runs;
    private final VersionArtifacts artifacts;
    private final Authors authors;
    private final DocumentsReader documents;

    CandidateReader(RunQueries runs, VersionArtifacts artifacts, Authors authors, DocumentsReader documents) {
        this.runs = runs;
        this.artifacts = artifacts;
        this.authors = authors;
        this.documents = documents;
    }

    /** Until they are hashed, or found to be out of reach; not for long. */
    void awaitFiles(VersionId version) {
        for (int i = 0; i < LONGEST_WAIT_MILLIS / PAUSE_MILLIS && isPending(version); i++) {
            LockSupport.parkNanos(Duration.ofMillis(PAUSE_MILLIS).toNanos());
        }
        if (isPending(version)) {
            throw new Rejection(
                    Reason.TOO_BUSY,
                    "The files of version " + version.number()
                            + " have not been looked at yet; nothing was approved. Try again in a moment.");
        }
    }

    private boolean isPending(VersionId version) {
        return artifacts
                .of(version.model().value(), version.number())
                .map(files -> files.state().equals("pending"))
                .orElse(false);
    }

    /**
     * @param covering the policies that have a say
     * @param streams to which those are added that it looks at
     */
    Candidate read(@Nullable VersionView version, List<Policy> covering, Set<String> streams) {
        if (version == null) {
            return Candidate.NONE;
        }
        VersionId id = new VersionId(new ModelId(version.modelId()), version.version());
        streams.add(id.stream());
        Optional<RunView> run = Optional.ofNullable(version.runId()).flatMap(runs::byId);
        run.ifPresent(found -> streams.add(new RunId(found.runId()).stream()));
        SortedMap<String, String> params =
                new TreeMap<>(run.map(RunView::params).orElse(Map.of()));
        SortedMap<String, Double> metrics = metrics(run);
        return new Candidate(
                named(version, params, metrics, covering),
                parties(version, id, run),
                documents.checksOf(id),
                documents.evidenceOf(id, covering),
                documents.checklistsOf(id),
                subject(version, run, params, metrics, covering));
    }

    private static SortedMap<String, Double> metrics(Optional<RunView> run) {
        SortedMap<String, Double> metrics = new TreeMap<>();
        run.map(RunView::metrics).orElse(List.of()).forEach((Metric point) -> metrics.put(point.key(), point.value()));
        return metrics;
    }

    /** Of thousands of metrics a decision stores those that rules name; an expression may name any. */
    private static VersionFacts named(
            VersionView version, Map<String, String> params, Map<String, Double> metrics, List<Policy> covering) {
        List<Rule> rules = covering.stream()
                .flatMap(policy -> policy.document().rules().stream())
                .toList();
        if (rules.stream().anyMatch(ConditionRule.class::isInstance)) {
            return new VersionFacts(version.version(), version.tags(), params, metrics);
        }
        Set<String> names = rules.stream()
                .filter(MetricRule.class::isInstance)
                .map(rule -> ((MetricRule) rule).metric())
                .collect(Collectors.toSet());
        SortedMap<String, Double> some = new TreeMap<>(metrics);
        some.keySet().retainAll(names);
        return new VersionFacts(version.version(), Map.of(), Map.of(), some);
    }

    private Map<Party, Set<SubjectId>> parties(VersionView version, VersionId id, Optional<RunView> run) {
        Map<Party, Set<SubjectId>> parties = new EnumMap<>(Party.class);
        authors.ofVersion(id).ifPresent(creator -> parties.put(Party.VERSION_CREATOR, Set.of(creator)));
        Set<SubjectId> modifiers = new HashSet<>();
        Set<SubjectId> owners = new HashSet<>();
        authors.lastOf(id.stream()).ifPresent(modifiers::add);
        run.ifPresent(found -> {
            String stream = new RunId(found.runId()).stream();
            authors.firstOf(stream).ifPresent(owners::add);
            authors.lastOf(stream).ifPresent(modifiers::add);
        });
        Optional.ofNullable(version.loggedModelId())
                .flatMap(logged -> authors.firstOf(new LoggedModelId(logged).stream()))
                .ifPresent(owners::add);
        if (!owners.isEmpty()) {
            parties.put(Party.RUN_OWNER, owners);
        }
        parties.put(Party.LAST_MODIFIER, modifiers);
        return parties;
    }

    private SortedMap<String, String> subject(
            VersionView version,
            Optional<RunView> run,
            SortedMap<String, String> params,
            SortedMap<String, Double> metrics,
            List<Policy> covering) {
        SortedMap<String, String> subject = new TreeMap<>();
        subject.put("artifacts", files(version));
        subject.put("source", version.source());
        run.ifPresent(found -> {
            subject.put("run", found.runId());
            subject.put("params", SubjectDigest.of(params));
            subject.put("metrics", SubjectDigest.of(metrics));
        });
        covering.stream()
                .flatMap(policy -> policy.document().subjectTags().stream())
                .forEach(key -> subject.put("tag " + key, version.tags().getOrDefault(key, "")));
        subject.put(
                "policies",
                covering.stream().map(CandidateReader::name).sorted().collect(Collectors.joining(" ")));
        return subject;
    }

    private String files(VersionView version) {
        return artifacts
                .of(version.modelId(), version.version())
                .map(CandidateReader::digest)
                .orElse("unknown");
    }

    private static String digest(Verification files) {
        return files.digest() == null ? files.state() : files.digest();
    }

    private static String name(Policy policy) {
        return policy.revision().name() + "/" + policy.revision().revision();
    }
}
