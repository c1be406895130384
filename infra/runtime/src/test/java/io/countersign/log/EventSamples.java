package io.countersign.log;

import io.countersign.accesslog.AccessEvent;
import io.countersign.accesslog.AccessId;
import io.countersign.attempt.AttemptEvent;
import io.countersign.attempt.AttemptId;
import io.countersign.attempt.AttemptTarget;
import io.countersign.delegation.DelegationEvent;
import io.countersign.delegation.DelegationId;
import io.countersign.event.DomainEvent;
import io.countersign.experiment.ExperimentEvent;
import io.countersign.experiment.ExperimentId;
import io.countersign.identity.AccountKind;
import io.countersign.identity.Role;
import io.countersign.identity.SubjectId;
import io.countersign.identity.UserEvent;
import io.countersign.imported.ImportedFrom;
import io.countersign.loggedmodel.LoggedModelEvent;
import io.countersign.loggedmodel.LoggedModelId;
import io.countersign.loggedmodel.LoggedModelStatus;
import io.countersign.modelversion.ChecklistAnswer;
import io.countersign.modelversion.CommentId;
import io.countersign.modelversion.Manifest;
import io.countersign.modelversion.ModelVersionEvent;
import io.countersign.modelversion.VersionId;
import io.countersign.permission.Grant;
import io.countersign.permission.PermissionEvent;
import io.countersign.permission.PermissionLevel;
import io.countersign.permission.Principal;
import io.countersign.permission.SecuredObject;
import io.countersign.policy.CheckResult;
import io.countersign.policy.PolicyEvent;
import io.countersign.policy.PolicyRevision;
import io.countersign.policy.ProposalId;
import io.countersign.policy.Reporter;
import io.countersign.privacy.ErasureEvent;
import io.countersign.privacy.ErasureId;
import io.countersign.privacy.SealedText;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RegisteredModelEvent;
import io.countersign.registeredmodel.RequestId;
import io.countersign.registeredmodel.Stage;
import io.countersign.run.DatasetInput;
import io.countersign.run.Metric;
import io.countersign.run.ModelOutput;
import io.countersign.run.Param;
import io.countersign.run.RunEvent;
import io.countersign.run.RunId;
import io.countersign.run.RunStatus;
import io.countersign.tag.Tag;
import io.countersign.thread.Discussion;
import io.countersign.thread.ThreadEvent;
import io.countersign.thread.ThreadId;
import io.countersign.token.Scope;
import io.countersign.token.TokenId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Events as the log may hold them: of each type one with all its parts, then one with none that it can do without. */
final class EventSamples {

    private static final ExperimentId EXPERIMENT = new ExperimentId("7");
    private static final RunId RUN = new RunId("0198c0de00007000800000000000000a");
    private static final LoggedModelId LOGGED = new LoggedModelId("m-0198c0de000070008000000000000010");
    private static final ModelId MODEL = new ModelId("0198c0de00007000800000000000000b");
    private static final VersionId VERSION = new VersionId(MODEL, 3);
    private static final CommentId COMMENT = new CommentId("0198c0de00007000800000000000000c");
    private static final RequestId REQUEST = new RequestId("0198c0de00007000800000000000000d");
    private static final SubjectId ANN = new SubjectId("0198c0de-0000-7000-8000-00000000000f");
    private static final SubjectId BOB = new SubjectId("0198c0de-0000-7000-8000-000000000010");
    private static final SealedText SEALED = new SealedText(ANN, "bm9uY2UgYW5kIGNpcGhlcnRleHQ=");
    private static final Tag TAG = Tag.of("team", "Größe \"A\"\n🙂");
    private static final Tag SEALED_TAG = Tag.sealed(Tag.USER_TAG, SEALED);
    private static final ImportedFrom ELSEWHERE = new ImportedFrom("http://old-mlflow:5000", "churn");
    private static final PolicyRevision CREDIT = new PolicyRevision("credit-production", 2);
    private static final ProposalId PROPOSAL = new ProposalId("0198c0de000070008000000000000011");

    private static final Discussion DISCUSSION = new Discussion(MODEL, REQUEST, 3);
    private static final Discussion OF_NO_VERSION = new Discussion(MODEL, REQUEST, null);
    private static final ThreadId THREAD = new ThreadId("0198c0de000070008000000000000012");

    private static final AccessId ACCESS = new AccessId("0198c0de000070008000000000000021");
    private static final AttemptId ATTEMPT = new AttemptId("0198c0de000070008000000000000013");
    private static final SubjectId BEN = new SubjectId("0198c0de-0000-7000-8000-000000000010");
    private static final ErasureId ERASURE = new ErasureId("0198c0de000070008000000000000013");
    private static final DelegationId DELEGATION = new DelegationId("0198c0de000070008000000000000012");

    private EventSamples() {}

    static List<DomainEvent> all() {
        return List.of(
                new ExperimentEvent.Created(EXPERIMENT, "churn", "mlflow-artifacts:/7", List.of(TAG, SEALED_TAG)),
                new ExperimentEvent.Created(EXPERIMENT, "churn", "mlflow-artifacts:/7", List.of()),
                new ExperimentEvent.Renamed(EXPERIMENT, "churn", "attrition"),
                new ExperimentEvent.TagSet(EXPERIMENT, TAG),
                new ExperimentEvent.TagSet(EXPERIMENT, SEALED_TAG),
                new ExperimentEvent.TagDeleted(EXPERIMENT, "team"),
                new ExperimentEvent.Deleted(EXPERIMENT),
                new ExperimentEvent.Restored(EXPERIMENT, 2),
                new RunEvent.Started(
                        RUN,
                        EXPERIMENT,
                        "brave-owl-1",
                        SEALED,
                        1_767_225_600_000L,
                        "mlflow-artifacts:/7/0198c0de00007000800000000000000a/artifacts",
                        List.of(TAG, SEALED_TAG)),
                new RunEvent.Started(RUN, EXPERIMENT, "brave-owl-1", null, null, "s3://bucket/7/run", List.of()),
                new RunEvent.BatchLogged(
                        RUN,
                        List.of(
                                new Metric(
                                        "loss", 0.1, 1_767_225_600_000L, 1, new Metric.Origin("m-1", "train", "a1b2")),
                                new Metric("loss", 1e-300, 1_767_225_600_001L, 2, new Metric.Origin("m-1", null, null)),
                                Metric.of("loss", Double.NaN, 1_767_225_600_002L, 3),
                                Metric.of("loss", -Double.MAX_VALUE, 0, -1),
                                Metric.of("loss", -0.0, Long.MAX_VALUE, Long.MIN_VALUE)),
                        List.of(new Param("rate", "0.1"), new Param("empty", "")),
                        List.of(TAG, SEALED_TAG)),
                new RunEvent.BatchLogged(RUN, List.of(), List.of(), List.of()),
                new RunEvent.TagDeleted(RUN, "team"),
                new RunEvent.StatusChanged(RUN, RunStatus.FINISHED, 1_767_225_600_000L),
                new RunEvent.StatusChanged(RUN, RunStatus.KILLED, null),
                new RunEvent.Renamed(RUN, "calm-fox-2"),
                new RunEvent.Deleted(RUN, 1),
                new RunEvent.Restored(RUN),
                new RunEvent.ArtifactStored(
                        RUN,
                        "model/MLmodel",
                        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                        4_294_967_296L),
                new RunEvent.ArtifactDeleted(RUN, "model"),
                new RunEvent.InputsLogged(
                        RUN,
                        List.of(
                                new DatasetInput(
                                        "customers",
                                        "a1b2c3d4",
                                        "s3",
                                        "{\"uri\":\"s3://bucket/customers.csv\"}",
                                        "{\"mlflow_colspec\":[]}",
                                        "{\"num_rows\":10}",
                                        List.of(Tag.of(DatasetInput.CONTEXT_TAG, "training"), SEALED_TAG)),
                                new DatasetInput("holdout", "e5f6", "local", "holdout.csv", null, null, List.of())),
                        List.of("m-1")),
                new RunEvent.InputsLogged(RUN, List.of(), List.of()),
                new RunEvent.OutputsLogged(RUN, List.of(new ModelOutput("m-1", 0), new ModelOutput("m-2", 100))),
                new RunEvent.OutputsLogged(RUN, List.of()),
                new LoggedModelEvent.Created(
                        LOGGED,
                        EXPERIMENT,
                        "forest",
                        "Classifier",
                        RUN,
                        "mlflow-artifacts:/7/models/m-0198c0de000070008000000000000010/artifacts",
                        List.of(new Param("rate", "0.1"), new Param("empty", "")),
                        List.of(TAG, SEALED_TAG)),
                new LoggedModelEvent.Created(
                        LOGGED, EXPERIMENT, "forest", null, null, "s3://bucket/7/m", List.of(), List.of()),
                new LoggedModelEvent.Finalized(LOGGED, LoggedModelStatus.FAILED),
                new LoggedModelEvent.ParamsLogged(LOGGED, List.of(new Param("rate", "0.1"), new Param("empty", ""))),
                new LoggedModelEvent.ParamsLogged(LOGGED, List.of()),
                new LoggedModelEvent.TagsSet(LOGGED, List.of(TAG, SEALED_TAG)),
                new LoggedModelEvent.TagsSet(LOGGED, List.of()),
                new LoggedModelEvent.TagDeleted(LOGGED, "team"),
                new LoggedModelEvent.Deleted(LOGGED),
                new LoggedModelEvent.ArtifactStored(
                        LOGGED,
                        "MLmodel",
                        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                        4_294_967_296L),
                new LoggedModelEvent.ArtifactDeleted(LOGGED, "data"),
                new RegisteredModelEvent.Created(MODEL, "churn", "Who will leave?", List.of(TAG, SEALED_TAG)),
                new RegisteredModelEvent.Created(MODEL, "churn", null, List.of()),
                new RegisteredModelEvent.Renamed(MODEL, "churn", "attrition"),
                new RegisteredModelEvent.DescriptionChanged(MODEL, "Who will leave?"),
                new RegisteredModelEvent.TagSet(MODEL, TAG),
                new RegisteredModelEvent.TagSet(MODEL, SEALED_TAG),
                new RegisteredModelEvent.TagDeleted(MODEL, "team"),
                new RegisteredModelEvent.Deleted(MODEL, "churn"),
                new RegisteredModelEvent.VersionCreated(
                        MODEL,
                        3,
                        "runs:/0198c0de00007000800000000000000a/model",
                        "mlflow-artifacts:/7/0198c0de00007000800000000000000a/artifacts/model",
                        RUN,
                        "https://tracking.example/runs/1",
                        "m-1",
                        "Trained on May",
                        List.of(TAG, SEALED_TAG)),
                new RegisteredModelEvent.VersionCreated(
                        MODEL, 1, "s3://bucket/model", "s3://bucket/model", null, null, null, null, List.of()),
                new RegisteredModelEvent.VersionDeleted(MODEL, 3, Stage.PRODUCTION, List.of("champion", "eu")),
                new RegisteredModelEvent.VersionDeleted(MODEL, 3, Stage.NONE, List.of()),
                new RegisteredModelEvent.TransitionRequestCancelled(MODEL, REQUEST, 3, Stage.PRODUCTION, ANN, SEALED),
                new RegisteredModelEvent.TransitionRequestCancelled(MODEL, REQUEST, 3, Stage.PRODUCTION, ANN, null),
                new RegisteredModelEvent.AliasSet(MODEL, "champion", 3, 2),
                new RegisteredModelEvent.AliasSet(MODEL, "champion", 3, null),
                new RegisteredModelEvent.AliasDeleted(MODEL, "champion", 3),
                new ModelVersionEvent.DescriptionChanged(VERSION, "Trained on May"),
                new ModelVersionEvent.TagSet(VERSION, TAG),
                new ModelVersionEvent.TagSet(VERSION, SEALED_TAG),
                new ModelVersionEvent.TagDeleted(VERSION, "team"),
                new ModelVersionEvent.CommentAdded(VERSION, COMMENT, ANN, SEALED),
                new ModelVersionEvent.CommentEdited(VERSION, COMMENT, SEALED),
                new ModelVersionEvent.CommentDeleted(VERSION, COMMENT),
                new ThreadEvent.Started(DISCUSSION, THREAD, COMMENT, ANN, SEALED, List.of(BOB)),
                new ThreadEvent.Started(OF_NO_VERSION, THREAD, COMMENT, ANN, SEALED, List.of()),
                new ThreadEvent.Replied(DISCUSSION, THREAD, COMMENT, ANN, SEALED, List.of(BOB)),
                new ThreadEvent.Replied(OF_NO_VERSION, THREAD, COMMENT, ANN, SEALED, List.of()),
                new ThreadEvent.CommentEdited(DISCUSSION, THREAD, COMMENT, ANN, SEALED, List.of(BOB)),
                new ThreadEvent.CommentEdited(OF_NO_VERSION, THREAD, COMMENT, ANN, SEALED, List.of()),
                new ThreadEvent.CommentDeleted(DISCUSSION, THREAD, COMMENT, ANN),
                new ThreadEvent.Resolved(DISCUSSION, THREAD, ANN),
                new ThreadEvent.Reopened(DISCUSSION, THREAD, ANN),
                new AttemptEvent.Refused(
                        ATTEMPT,
                        ANN,
                        "decide-transition",
                        new AttemptTarget(MODEL, 3, "stage/3/Production", REQUEST),
                        "own-request"),
                new AccessEvent.SignedIn(ACCESS, ANN, "token", new TokenId("0199c0de"), SEALED),
                new AccessEvent.SignedIn(ACCESS, ANN, "basic", null, SEALED),
                new AccessEvent.SignInRefused(ACCESS, ANN, "token", new TokenId("0199c0de"), SEALED),
                new AccessEvent.SignInRefused(ACCESS, ANN, "basic", null, SEALED),
                new AccessEvent.AuditRead(ACCESS, ANN, "read-events", SEALED, SEALED),
                new AttemptEvent.Refused(ATTEMPT, ANN, "manage-users", AttemptTarget.UNKNOWN, "permission-missing"),
                new ModelVersionEvent.ArtifactsVerified(
                        VERSION, "d1".repeat(32), List.of(new Manifest.File("model/MLmodel", "a2".repeat(32), 541))),
                new ModelVersionEvent.ArtifactsVerified(VERSION, "e1".repeat(32), List.of()),
                new ModelVersionEvent.ArtifactsUnverified(VERSION, "The server reads no files from http."),
                new ModelVersionEvent.CheckReported(
                        VERSION,
                        "integration tests",
                        "jenkins-4711",
                        CheckResult.State.PASSED,
                        "https://ci.example/job/4711",
                        SEALED,
                        "a3".repeat(32),
                        ANN),
                new ModelVersionEvent.CheckReported(
                        VERSION, "integration tests", "jenkins-4711", CheckResult.State.QUEUED, null, null, null, ANN),
                new ModelVersionEvent.EvidenceGiven(
                        VERSION, "model-card", "application/pdf", "a4".repeat(32), 4_294_967_296L, "Card ü.pdf", ANN),
                new ModelVersionEvent.EvidenceWithdrawn(VERSION, "model-card", "a4".repeat(32), ANN, SubjectId.SYSTEM),
                new ModelVersionEvent.ChecklistAnswered(
                        VERSION,
                        "fairness",
                        List.of(
                                new ChecklistAnswer("bias-reviewed", ChecklistAnswer.Value.YES, SEALED),
                                new ChecklistAnswer("appeal", ChecklistAnswer.Value.NOT_APPLICABLE, null)),
                        ANN),
                new ModelVersionEvent.ChecklistAnswered(VERSION, "fairness", List.of(), ANN),
                new ExperimentEvent.Imported(
                        EXPERIMENT,
                        "churn",
                        "mlflow-artifacts:/7",
                        List.of(TAG, SEALED_TAG),
                        true,
                        1_600_000_000_000L,
                        1_600_000_000_001L,
                        ELSEWHERE,
                        "s3://old/7"),
                new ExperimentEvent.Imported(
                        EXPERIMENT, "churn", "mlflow-artifacts:/7", List.of(), false, 0, 0, ELSEWHERE, null),
                new RunEvent.Imported(
                        RUN,
                        EXPERIMENT,
                        "brave-owl-1",
                        SEALED,
                        RunStatus.FINISHED,
                        1_600_000_000_000L,
                        1_600_000_000_001L,
                        0,
                        "mlflow-artifacts:/7/0198c0de00007000800000000000000a/artifacts",
                        List.of(new Param("rate", "0.1"), new Param("empty", "")),
                        List.of(TAG, SEALED_TAG),
                        ELSEWHERE,
                        "s3://old/7/run"),
                new RunEvent.Imported(
                        RUN,
                        EXPERIMENT,
                        "",
                        null,
                        RunStatus.RUNNING,
                        null,
                        null,
                        null,
                        "mlflow-artifacts:/7/run",
                        List.of(),
                        List.of(),
                        ELSEWHERE,
                        null),
                new RunEvent.DataImported(
                        RUN,
                        List.of(
                                new Metric(
                                        "loss", 0.1, 1_600_000_000_000L, 1, new Metric.Origin("m-1", "train", "a1b2")),
                                Metric.of("loss", Double.NaN, 1_600_000_000_002L, 3)),
                        List.of(new Param("rate", "0.1")),
                        List.of(TAG, SEALED_TAG)),
                new RunEvent.DataImported(RUN, List.of(), List.of(), List.of()),
                new RegisteredModelEvent.Imported(
                        MODEL,
                        "churn",
                        "Who will leave?",
                        List.of(TAG, SEALED_TAG),
                        1_600_000_000_000L,
                        1_600_000_000_001L,
                        ELSEWHERE),
                new RegisteredModelEvent.Imported(MODEL, "churn", null, List.of(), 0, 0, ELSEWHERE),
                new RegisteredModelEvent.VersionImported(
                        MODEL,
                        3,
                        Stage.PRODUCTION,
                        List.of("champion"),
                        "s3://old/7/run/model",
                        "mlflow-artifacts:/7/0198c0de00007000800000000000000a/artifacts/model",
                        RUN,
                        "https://old/#/runs/a",
                        "m-1",
                        "Trained on May",
                        List.of(TAG, SEALED_TAG),
                        SEALED,
                        ANN,
                        1_600_000_000_000L,
                        1_600_000_000_001L,
                        ELSEWHERE),
                new RegisteredModelEvent.VersionImported(
                        MODEL,
                        3,
                        Stage.NONE,
                        List.of(),
                        "s3://in",
                        "s3://in",
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        null,
                        ANN,
                        0,
                        0,
                        ELSEWHERE),
                new DelegationEvent.Given(
                        DELEGATION,
                        ANN,
                        BEN,
                        Instant.parse("2026-12-20T08:00:00Z"),
                        Instant.parse("2027-01-04T08:00:00.001Z"),
                        SEALED),
                new DelegationEvent.Given(
                        DELEGATION,
                        ANN,
                        BEN,
                        Instant.parse("2026-12-20T08:00:00Z"),
                        Instant.parse("2027-01-04T08:00:00Z"),
                        null),
                new DelegationEvent.Revoked(DELEGATION, ANN, SEALED),
                new DelegationEvent.Revoked(DELEGATION, ANN, null),
                new ErasureEvent.Proposed(ERASURE, ANN, BEN, new SealedText(BEN, SEALED.ciphertext())),
                new ErasureEvent.Proposed(ERASURE, ANN, BEN, null),
                new ErasureEvent.Declined(ERASURE, ANN, BEN, new SealedText(BEN, SEALED.ciphertext())),
                new ErasureEvent.Declined(ERASURE, ANN, BEN, null),
                new ErasureEvent.CarriedOut(ERASURE, ANN, BEN, "ab".repeat(32)),
                new ErasureEvent.CarriedOut(ERASURE, ANN, BEN, null),
                new PolicyEvent.Proposed(
                        PROPOSAL,
                        CREDIT,
                        "policy: credit-production\n# Größe 🙂\n",
                        List.of(new Reporter("ci", ANN)),
                        ANN,
                        SEALED),
                new PolicyEvent.Proposed(PROPOSAL, CREDIT, "policy: credit-production\n", List.of(), ANN, null),
                new PolicyEvent.RetirementProposed(PROPOSAL, CREDIT, ANN, SEALED),
                new PolicyEvent.RetirementProposed(PROPOSAL, CREDIT, ANN, null),
                new PolicyEvent.ProposalWithdrawn(PROPOSAL, ANN),
                new PolicyEvent.ProposalRejected(PROPOSAL, ANN, SEALED),
                new PolicyEvent.ProposalRejected(PROPOSAL, ANN, null),
                new PolicyEvent.Published(PROPOSAL, CREDIT, ANN, SEALED),
                new PolicyEvent.Published(PROPOSAL, CREDIT, ANN, null),
                new PolicyEvent.Retired(PROPOSAL, CREDIT, ANN, SEALED),
                new PolicyEvent.Retired(PROPOSAL, CREDIT, ANN, null),
                new PermissionEvent.Changed(
                        SecuredObject.of(MODEL),
                        List.of(new Grant(Principal.user(ANN), PermissionLevel.CAN_MANAGE)),
                        List.of(
                                new Grant(Principal.group("risk"), PermissionLevel.CAN_MANAGE_STAGING_VERSIONS),
                                new Grant(Principal.user(ANN), PermissionLevel.CAN_MANAGE)),
                        ANN),
                new PermissionEvent.Changed(SecuredObject.of(EXPERIMENT).root(), List.of(), List.of(), ANN),
                new UserEvent.Registered(ANN, Set.of(Role.REVIEWER, Role.CONTRIBUTOR), Set.of("risk", "eu")),
                new UserEvent.Registered(ANN, Set.of(Role.VIEWER), Set.of()),
                new UserEvent.AccessChanged(ANN, Set.of(Role.ADMIN, Role.VIEWER), Set.of("risk", "eu")),
                new UserEvent.AccessChanged(ANN, Set.of(), Set.of()),
                new UserEvent.Assigned(ANN, BEN),
                new UserEvent.Released(ANN, BEN),
                new UserEvent.Admitted(
                        ANN,
                        "https://id.example/realms/bank",
                        AccountKind.PERSON,
                        Set.of(Role.REVIEWER),
                        Set.of("risk")),
                new UserEvent.ServiceRegistered(BEN, ANN, Set.of(Role.CONTRIBUTOR), Set.of("ci")),
                new UserEvent.TokenIssued(
                        ANN,
                        new TokenId("0199c0de"),
                        Set.of(Scope.WRITE, Scope.READ),
                        Instant.parse("2027-02-01T09:30:00Z"),
                        BEN),
                new UserEvent.TokenRevoked(ANN, new TokenId("0199c0de"), BEN),
                new UserEvent.PasswordChanged(ANN),
                new UserEvent.Vouched(ANN),
                new UserEvent.Removed(ANN));
    }

    static List<DomainEvent> of(Class<? extends DomainEvent> type) {
        return Stream.of(all(), GovernanceSamples.all(), WebhookSamples.all())
                .flatMap(List::stream)
                .filter(type::isInstance)
                .toList();
    }
}
