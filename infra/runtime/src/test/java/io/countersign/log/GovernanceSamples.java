package io.countersign.log;

import io.countersign.event.DomainEvent;
import io.countersign.freeze.FreezeEvent;
import io.countersign.freeze.WithdrawalEvent;
import io.countersign.freeze.WithdrawalId;
import io.countersign.gate.GateEvent;
import io.countersign.gate.GateVerdict;
import io.countersign.governance.EmergencyEvent;
import io.countersign.governance.FindingEvent;
import io.countersign.governance.FindingId;
import io.countersign.governance.GovernanceEvent;
import io.countersign.governance.ReviewFinding;
import io.countersign.identity.SubjectId;
import io.countersign.lineage.LineageNode;
import io.countersign.policy.Approval;
import io.countersign.policy.Bypass;
import io.countersign.policy.Case;
import io.countersign.policy.Change;
import io.countersign.policy.CheckResult;
import io.countersign.policy.ChecklistAnswer;
import io.countersign.policy.Decided;
import io.countersign.policy.Evaluation;
import io.countersign.policy.Evidence;
import io.countersign.policy.Finding;
import io.countersign.policy.GovernedModel;
import io.countersign.policy.Lent;
import io.countersign.policy.OpenThread;
import io.countersign.policy.Party;
import io.countersign.policy.PolicyFindings;
import io.countersign.policy.PolicyRevision;
import io.countersign.policy.RuleStatus;
import io.countersign.policy.VersionFacts;
import io.countersign.policy.Veto;
import io.countersign.privacy.SealedText;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RegisteredModelEvent;
import io.countersign.registeredmodel.RequestId;
import io.countersign.registeredmodel.Stage;
import io.countersign.thread.ThreadId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Samples of the events of requests and decisions: one with all parts, one with those that it needs. */
final class GovernanceSamples {

    private static final ModelId MODEL = new ModelId("0198c0de00007000800000000000000b");
    private static final RequestId REQUEST = new RequestId("0198c0de00007000800000000000000d");
    private static final RequestId OTHER_REQUEST = new RequestId("0198c0de00007000800000000000000e");
    private static final SubjectId ANN = new SubjectId("0198c0de-0000-7000-8000-00000000000f");
    private static final SubjectId BOB = new SubjectId("0198c0de-0000-7000-8000-000000000010");
    private static final SealedText SEALED = new SealedText(ANN, "bm9uY2UgYW5kIGNpcGhlcnRleHQ=");
    private static final PolicyRevision FOUR_EYES = new PolicyRevision("four-eyes", 1);
    private static final PolicyRevision RISK = new PolicyRevision("risk", 7);
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Change MOVE = new Change.ToStage(3, Stage.STAGING, Stage.PRODUCTION);
    private static final Change ALIAS = new Change.OfAlias("champion", 3, 2);
    private static final SortedMap<String, String> SUBJECT =
            new TreeMap<>(Map.of("artifacts", "9f86d081", "metrics", "60303ae2"));

    private static final Decided DECIDED = new Decided(
            new Case(
                    new GovernedModel("churn", Map.of("team", "risk", GovernedModel.RISK_TIER, "high")),
                    MOVE,
                    Map.of(Party.REQUESTER, Set.of(ANN), Party.RUN_OWNER, Set.of(ANN, BOB)),
                    Map.of(ANN, BOB),
                    List.of(new Approval(BOB, Set.of("risk", "reviewer"), NOON, "reviewed")),
                    List.of(new Veto(ANN, NOON).dismissedBy(BOB, NOON)),
                    List.of(new CheckResult("tests", CheckResult.State.PASSED, BOB, NOON)),
                    List.of(new Evidence("model-card", "text/markdown", "9f86d081", ANN, Set.of("risk"), NOON)),
                    List.of(new ChecklistAnswer("launch", "bias-reviewed", "yes", BOB, NOON)),
                    List.of(new OpenThread(new ThreadId("0198c0de000070008000000000000012"), ANN)),
                    new VersionFacts(3, Map.of("k", "v"), Map.of("rate", "0.1"), Map.of("auc", 0.91)),
                    new VersionFacts(2, Map.of(), Map.of(), Map.of("auc", Double.NaN)),
                    NOON.minusSeconds(60),
                    NOON),
            SUBJECT,
            new TreeMap<>(Map.of("policies", 4L, "version/b/3", -1L)),
            new Evaluation(List.of(new PolicyFindings(
                    RISK,
                    MOVE.topic(),
                    List.of(
                            new Finding("approvals", RuleStatus.SATISFIED, "Enough.", List.of("approval"), List.of()),
                            new Finding("no-veto", RuleStatus.BYPASSED, "It was.", List.of(), List.of("lift")))))),
            new Bypass(ANN, BOB, NOON.plusSeconds(3600)));

    private static final ReviewFinding FOUND = new ReviewFinding(
            new FindingId("0198c0de000070008000000000000020"), ReviewFinding.Severity.HIGH, BOB, NOON, SEALED);

    /** By a service account, and in the name of somebody else too. */
    private static final Decided DELEGATED = new Decided(
            new Case(
                    new GovernedModel("churn", Map.of()),
                    ALIAS,
                    Map.of(),
                    Map.of(),
                    List.of(new Approval(
                            BOB,
                            Set.of("reviewer"),
                            NOON,
                            null,
                            new SubjectId("0198c0de-0000-7000-8000-000000000011"),
                            List.of(new Lent(ANN, NOON.plusSeconds(60), Set.of("risk", "legal"))))),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    null,
                    null,
                    null,
                    NOON),
            SUBJECT,
            new TreeMap<>(Map.of("delegations", 4L)),
            new Evaluation(List.of()),
            null);

    private static final WithdrawalId FREEZE = new WithdrawalId("0198c0de000070008000000000000031");

    private GovernanceSamples() {}

    static List<DomainEvent> all() {
        List<RequestId> both = List.of(REQUEST, OTHER_REQUEST);
        List<RequestId> one = List.of(REQUEST);
        List<PolicyRevision> policies = List.of(FOUR_EYES, RISK);
        return List.of(
                new RegisteredModelEvent.TransitionRequested(
                        MODEL, REQUEST, 3, Stage.STAGING, Stage.PRODUCTION, ANN, SEALED, policies),
                new RegisteredModelEvent.TransitionRequested(
                        MODEL, REQUEST, 3, Stage.NONE, Stage.STAGING, ANN, null, List.of()),
                new RegisteredModelEvent.TransitionRejected(MODEL, both, 3, Stage.PRODUCTION, ANN, SEALED, policies),
                new RegisteredModelEvent.TransitionRejected(MODEL, one, 3, Stage.PRODUCTION, ANN, null, List.of()),
                new RegisteredModelEvent.TransitionApproved(
                        MODEL, both, 3, Stage.STAGING, Stage.PRODUCTION, ANN, SEALED, List.of(1, 2), policies, DECIDED),
                new RegisteredModelEvent.TransitionApproved(
                        MODEL, one, 3, Stage.STAGING, Stage.PRODUCTION, ANN, null, List.of(), List.of(), null),
                new RegisteredModelEvent.StageChanged(
                        MODEL, 3, Stage.PRODUCTION, Stage.STAGING, ANN, SEALED, List.of(1, 2), policies, DECIDED),
                new RegisteredModelEvent.StageChanged(
                        MODEL,
                        3,
                        Stage.PRODUCTION,
                        Stage.ARCHIVED,
                        SubjectId.LOCAL_PERSON,
                        null,
                        List.of(),
                        List.of(),
                        null),
                new GovernanceEvent.ChangeRequested(MODEL, REQUEST, ALIAS, ANN, SEALED, policies),
                new GovernanceEvent.ChangeRequested(
                        MODEL, REQUEST, new Change.OfAlias("champion", null, null), ANN, null, List.of()),
                new GovernanceEvent.ChangeRequestCancelled(
                        MODEL, REQUEST, new Change.DeletionOfVersion(3, Stage.ARCHIVED), ANN, SEALED),
                new GovernanceEvent.ChangeRequestCancelled(MODEL, REQUEST, new Change.DeletionOfModel(), ANN, null),
                new GovernanceEvent.ChangeRejected(MODEL, both, new Change.Renaming("attrition"), ANN, SEALED),
                new GovernanceEvent.ChangeRejected(MODEL, one, new Change.OfTag(3, "k", "v"), ANN, null),
                new GovernanceEvent.ChangeApproved(MODEL, both, ALIAS, ANN, SEALED, policies, DECIDED),
                new GovernanceEvent.ChangeApproved(MODEL, both, ALIAS, ANN, SEALED, policies, DELEGATED),
                new GovernanceEvent.ChangeApproved(
                        MODEL, one, new Change.OfTag(null, "k", null), ANN, null, List.of(), null),
                new GovernanceEvent.ApprovalGiven(MODEL, both, MOVE, ANN, "reviewed", SEALED, SUBJECT, List.of(FOUND)),
                new GovernanceEvent.ApprovalGiven(MODEL, one, MOVE, ANN, null, null, SUBJECT, List.of()),
                new GovernanceEvent.ApprovalWithdrawn(MODEL, both, MOVE, ANN, SEALED),
                new GovernanceEvent.ApprovalWithdrawn(MODEL, one, MOVE, ANN, null),
                new GovernanceEvent.ApprovalWentStale(MODEL, both, MOVE, ANN, List.of("artifacts", "metrics")),
                new GovernanceEvent.ApprovalWentStale(MODEL, one, MOVE, ANN, List.of()),
                new GovernanceEvent.RequestsExpired(MODEL, both, MOVE, RISK),
                new GovernanceEvent.RequestSuperseded(MODEL, REQUEST, MOVE, OTHER_REQUEST, ANN),
                new GovernanceEvent.RequestReopened(
                        MODEL, OTHER_REQUEST, new Change.RevalidationOfAlias(3, "champion"), REQUEST, ANN),
                new FindingEvent.FindingResolved(MODEL, FOUND.id(), MOVE, ANN, SEALED),
                new FindingEvent.FindingResolved(MODEL, FOUND.id(), MOVE, ANN, null),
                new FindingEvent.ApprovalRevoked(MODEL, both, MOVE, ANN, FOUND.id(), true),
                new EmergencyEvent.BreakGlassProposed(MODEL, both, MOVE, ANN, NOON, SEALED),
                new EmergencyEvent.BypassReviewed(MODEL, REQUEST, MOVE, ANN, SEALED),
                new GateEvent.AnswerChanged(
                        MODEL,
                        3,
                        "stage/Production",
                        GateVerdict.ALLOW,
                        GateVerdict.DENY,
                        List.of("subject-changed"),
                        List.of("0198c0de-0000-7000-8000-000000000021")),
                new GateEvent.AnswerChanged(MODEL, 3, "alias/champion", null, GateVerdict.ALLOW, List.of(), List.of()),
                new GateEvent.DeploymentAnswered(
                        MODEL,
                        "checkout-eu",
                        3,
                        "stage/Production",
                        GateVerdict.WARN,
                        List.of("revalidation-due"),
                        List.of(2)),
                new GateEvent.DeploymentAnswered(
                        MODEL, "checkout-eu", 3, "alias/champion", GateVerdict.ALLOW, List.of(), List.of()),
                new FreezeEvent.VersionsFrozen(MODEL, FREEZE, List.of(1, 3)),
                new FreezeEvent.VersionsFrozen(MODEL, FREEZE, List.of()),
                new FreezeEvent.VersionsThawed(MODEL, FREEZE, List.of(1, 3)),
                new FreezeEvent.VersionsThawed(MODEL, FREEZE, List.of()),
                new WithdrawalEvent.Declared(FREEZE, LineageNode.dataset("customers", "4f2c"), ANN, SEALED),
                new WithdrawalEvent.Lifted(FREEZE, LineageNode.dataset("customers", "4f2c"), BOB, SEALED),
                new GovernanceEvent.Vetoed(MODEL, both, MOVE, ANN, SEALED),
                new GovernanceEvent.Vetoed(MODEL, one, MOVE, ANN, null),
                new GovernanceEvent.VetoLifted(MODEL, both, MOVE, ANN, BOB, SEALED),
                new GovernanceEvent.VetoLifted(MODEL, one, MOVE, ANN, ANN, null));
    }
}
