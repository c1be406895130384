package io.countersign.bench;

import io.countersign.Uuid7;
import io.countersign.event.DomainEvent;
import io.countersign.governance.GovernanceEvent;
import io.countersign.identity.SubjectId;
import io.countersign.modelversion.ModelVersionEvent;
import io.countersign.modelversion.VersionId;
import io.countersign.policy.Approval;
import io.countersign.policy.ApprovalRule;
import io.countersign.policy.Case;
import io.countersign.policy.Change;
import io.countersign.policy.CheckResult;
import io.countersign.policy.ConditionRule;
import io.countersign.policy.Decided;
import io.countersign.policy.Evaluation;
import io.countersign.policy.Evidence;
import io.countersign.policy.GovernedModel;
import io.countersign.policy.Party;
import io.countersign.policy.Policy;
import io.countersign.policy.PolicyDocument;
import io.countersign.policy.PolicyRevision;
import io.countersign.policy.Quorum;
import io.countersign.policy.Scope;
import io.countersign.policy.Trigger;
import io.countersign.policy.VersionFacts;
import io.countersign.policy.VetoRule;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RegisteredModelEvent;
import io.countersign.registeredmodel.RequestId;
import io.countersign.registeredmodel.Stage;
import io.countersign.tag.Tag;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The life of one model: ten versions that are checked, asked for, approved by two people or one, and decided, with what
 * they rested on; beside them requests that are rejected, aliases and tags. A hundred events.
 */
final class GovernedLife {

    private static final int DECISIONS = 10;
    private static final int REJECTED = 8;
    private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
    private static final SubjectId ANN = new SubjectId("bench-ann");
    private static final List<SubjectId> REVIEWERS =
            List.of(new SubjectId("bench-rita"), new SubjectId("bench-leo"), new SubjectId("bench-mia"));
    private static final String DIGEST = "ab".repeat(32);
    private static final SubjectId CI = new SubjectId("ci");
    private static final Set<String> GROUPS = Set.of("viewer", "contributor", "reviewer", "risk");
    private static final PolicyRevision REVISION = new PolicyRevision("four-eyes", 1);
    private static final Policy POLICY = new Policy(
            REVISION,
            new PolicyDocument(
                    REVISION.name(),
                    "",
                    new Scope(
                            List.of(),
                            Map.of(),
                            Set.of(),
                            List.of(new Trigger.StageChange(Set.of(), Set.of(Stage.PRODUCTION)))),
                    List.of(
                            new VetoRule(),
                            new ApprovalRule(new Quorum.Of("reviewer", 1), Set.of(Party.REQUESTER)),
                            new ConditionRule("measured", "has(version.metrics.auc)")),
                    null,
                    null));

    private final ModelId model = new ModelId(Uuid7.hex());
    private final String name;
    private Instant now;
    private int written;

    GovernedLife(int number) {
        name = "bench-model-" + number;
        now = START.plus(Duration.ofMinutes(17L * number));
    }

    /** Drafts name people, who have to be there; they cannot sign in. */
    static void hire(Statement statement) throws SQLException {
        for (SubjectId reviewer : REVIEWERS) {
            hire(statement, reviewer, "reviewer");
        }
        hire(statement, CI, "contributor");
    }

    private static void hire(Statement statement, SubjectId person, String role) throws SQLException {
        statement.execute("insert into ops.users (subject_id, username, roles) values ('%s', '%s', array['%s'])"
                        .formatted(person, person, role)
                + " on conflict do nothing");
    }

    /** @return whose life it is */
    ModelId writeAll(LogWriter log) throws SQLException {
        write(log);
        return model;
    }

    /** @return how many events */
    int write(LogWriter log) throws SQLException {
        model(log, ANN, new RegisteredModelEvent.Created(model, name, null, List.of(Tag.of("team", "credit"))));
        for (int version = 1; version <= DECISIONS; version++) {
            model(
                    log,
                    ANN,
                    new RegisteredModelEvent.VersionCreated(
                            model,
                            version,
                            "s3://models/" + version,
                            "s3://models/" + version,
                            null,
                            null,
                            null,
                            null,
                            List.of()));
            papers(log, version);
            decided(log, version);
            model(
                    log,
                    ANN,
                    new RegisteredModelEvent.AliasSet(
                            model, "challenger", version, version == 1 ? null : Integer.valueOf(version - 1)));
            model(log, ANN, new RegisteredModelEvent.TagSet(model, Tag.of("round", String.valueOf(version))));
            if (version <= REJECTED) {
                rejected(log, version);
            }
        }
        model(log, ANN, new RegisteredModelEvent.TagDeleted(model, "team"));
        model(log, ANN, new RegisteredModelEvent.DescriptionChanged(model, "Made up."));
        model(log, ANN, new RegisteredModelEvent.TagDeleted(model, "round"));
        return written;
    }

    private void model(LogWriter log, SubjectId actor, DomainEvent event) throws SQLException {
        log.append("RegisteredModel", model.stream(), now, actor, event);
        written++;
        now = now.plus(Duration.ofMinutes(11));
    }

    /** A job checks it, and Ann puts a document forward. */
    private void papers(LogWriter log, int version) throws SQLException {
        VersionId id = new VersionId(model, version);
        papers(
                log,
                CI,
                new ModelVersionEvent.CheckReported(
                        id, "bias", "job-" + version, CheckResult.State.PASSED, null, null, null, CI));
        papers(
                log,
                ANN,
                new ModelVersionEvent.EvidenceGiven(
                        id, "model-card", "application/pdf", DIGEST, 4_096, "card.pdf", ANN));
    }

    private void papers(LogWriter log, SubjectId actor, ModelVersionEvent event) throws SQLException {
        log.append("ModelVersion", event.version().stream(), now, actor, event);
        written++;
    }

    private void rejected(LogWriter log, int version) throws SQLException {
        RequestId request = asked(log, version, Stage.STAGING);
        model(
                log,
                reviewer(version),
                new RegisteredModelEvent.TransitionRejected(
                        model, List.of(request), version, Stage.STAGING, reviewer(version), null, List.of(REVISION)));
    }

    private RequestId asked(LogWriter log, int version, Stage to) throws SQLException {
        RequestId request = new RequestId(Uuid7.hex());
        Stage from = to == Stage.PRODUCTION ? Stage.NONE : Stage.PRODUCTION;
        model(
                log,
                ANN,
                new RegisteredModelEvent.TransitionRequested(
                        model, request, version, from, to, ANN, null, List.of(REVISION)));
        return request;
    }

    private void decided(LogWriter log, int version) throws SQLException {
        Instant asked = now;
        RequestId request = asked(log, version, Stage.PRODUCTION);
        Change.ToStage change = new Change.ToStage(version, Stage.NONE, Stage.PRODUCTION);
        now = now.plus(Duration.ofHours(version));
        Instant approved = now;
        model(
                log,
                reviewer(version),
                new GovernanceEvent.ApprovalGiven(
                        model,
                        List.of(request),
                        change,
                        reviewer(version),
                        null,
                        null,
                        new TreeMap<>(Map.of("artifacts", name))));
        Case about = about(change, asked, approved);
        model(
                log,
                reviewer(version),
                new RegisteredModelEvent.TransitionApproved(
                        model,
                        List.of(request),
                        version,
                        change.from(),
                        change.to(),
                        reviewer(version),
                        null,
                        List.of(),
                        List.of(REVISION),
                        new Decided(
                                about,
                                new TreeMap<>(Map.of("artifacts", name)),
                                new TreeMap<>(Map.of(model.stream(), (long) written)),
                                Evaluation.of(about, List.of(POLICY), (expression, judged) -> true),
                                null)));
    }

    private static SubjectId reviewer(int version) {
        return REVIEWERS.get(version % REVIEWERS.size());
    }

    private Case about(Change.ToStage change, Instant asked, Instant approved) {
        int version = change.version();
        List<Approval> approvals = version % 2 == 0
                ? List.of(approval(version, approved))
                : List.of(approval(version, approved), approval(version + 1, approved));
        return new Case(
                new GovernedModel(name, Map.of("team", "credit", GovernedModel.RISK_TIER, "high")),
                change,
                Map.of(
                        Party.REQUESTER,
                        Set.of(ANN),
                        Party.VERSION_CREATOR,
                        Set.of(ANN),
                        Party.LAST_MODIFIER,
                        Set.of(ANN)),
                Map.of(),
                approvals,
                List.of(),
                List.of(
                        new CheckResult("bias", CheckResult.State.PASSED, CI, asked),
                        new CheckResult("load", CheckResult.State.PASSED, CI, asked)),
                List.of(new Evidence("model-card", "application/pdf", DIGEST, ANN, GROUPS, asked)),
                List.of(),
                List.of(),
                facts(version),
                version == 1 ? null : facts(version - 1),
                asked,
                approved.plus(Duration.ofMinutes(11)));
    }

    private static Approval approval(int version, Instant at) {
        return new Approval(reviewer(version), GROUPS, at, null);
    }

    private static VersionFacts facts(int version) {
        return new VersionFacts(
                version,
                Map.of("documentation", "https://wiki.example.org/credit"),
                Map.of("depth", "8", "rate", "0.1"),
                Map.of("auc", 0.75 + version / 100.0, "f1", 0.6, "rmse", 1.4));
    }
}
