package io.countersign.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.event.DomainEvent;
import io.countersign.experiment.Experiment;
import io.countersign.experiment.ExperimentDirectory;
import io.countersign.experiment.ExperimentEvent;
import io.countersign.experiment.ExperimentId;
import io.countersign.governance.GovernanceEvent;
import io.countersign.identity.SubjectId;
import io.countersign.identity.UserDirectory;
import io.countersign.modelversion.CommentId;
import io.countersign.modelversion.ModelVersion;
import io.countersign.modelversion.ModelVersionEvent;
import io.countersign.modelversion.VersionId;
import io.countersign.policy.Change;
import io.countersign.policy.CheckResult;
import io.countersign.policy.Conditions;
import io.countersign.policy.PolicyRevision;
import io.countersign.privacy.SealedText;
import io.countersign.registeredmodel.LiveVersions;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.ModelNames;
import io.countersign.registeredmodel.RegisteredModel;
import io.countersign.registeredmodel.RegisteredModelEvent;
import io.countersign.registeredmodel.RequestId;
import io.countersign.registeredmodel.Stage;
import io.countersign.registeredmodel.VersionGovernance;
import io.countersign.registeredmodel.VersionTags;
import io.countersign.run.DatasetInput;
import io.countersign.run.ModelOutput;
import io.countersign.run.Param;
import io.countersign.run.Run;
import io.countersign.run.RunEvent;
import io.countersign.run.RunId;
import io.countersign.tag.Tag;
import io.countersign.thread.Discussion;
import io.countersign.thread.RequestThreads;
import io.countersign.thread.ThreadEvent;
import io.countersign.thread.ThreadId;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.annotation.ClasspathParameterResolverFactory;
import org.axonframework.messaging.annotation.MultiParameterResolverFactory;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.messaging.annotation.SimpleResourceParameterResolverFactory;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.serialization.Serializer;
import org.junit.jupiter.api.Test;

/** What an aggregate knows must come back from its snapshot whole: the log before it is not read again. */
class SnapshotSerializerTest {

    private static final ModelId MODEL = new ModelId("c4a7");
    private static final RunId RUN = new RunId("a1b2");
    private static final ExperimentId EXPERIMENT = new ExperimentId("7");
    private static final SubjectId ANN = new SubjectId("ann");
    private static final Tag TAG = Tag.of("team", "risk");
    private static final List<PolicyRevision> FOUR_EYES = List.of(new PolicyRevision("four-eyes", 1));
    private static final Change MOVE = new Change.ToStage(2, Stage.NONE, Stage.STAGING);

    /** What the handlers of commands would ask; no command is sent here. */
    private static final ParameterResolverFactory UNASKED = MultiParameterResolverFactory.ordered(
            new SimpleResourceParameterResolverFactory(List.of(
                    unasked(ModelNames.class),
                    unasked(UserDirectory.class),
                    unasked(LiveVersions.class),
                    unasked(VersionGovernance.class),
                    unasked(VersionTags.class),
                    unasked(Conditions.class),
                    unasked(ExperimentDirectory.class))),
            ClasspathParameterResolverFactory.forClass(SnapshotSerializerTest.class));

    private final Serializer serializer = SnapshotSerializer.create();

    @Test
    void aModelComesBackWithItsVersionsAliasesAndRequests() {
        comesBack(
                RegisteredModel.class,
                MODEL.stream(),
                new RegisteredModelEvent.Created(MODEL, "churn", null, List.of(TAG)),
                version(1),
                version(2),
                version(3),
                new RegisteredModelEvent.StageChanged(
                        MODEL, 1, Stage.NONE, Stage.PRODUCTION, ANN, null, List.of(), FOUR_EYES, null),
                new RegisteredModelEvent.AliasSet(MODEL, "champion", 1, null),
                new RegisteredModelEvent.VersionDeleted(MODEL, 3, Stage.NONE, List.of()),
                new RegisteredModelEvent.TransitionRequested(
                        MODEL, new RequestId("r1"), 2, Stage.NONE, Stage.STAGING, ANN, null, FOUR_EYES),
                new GovernanceEvent.ApprovalGiven(
                        MODEL,
                        List.of(new RequestId("r1")),
                        MOVE,
                        new SubjectId("bob"),
                        "reviewed",
                        null,
                        new TreeMap<>(Map.of("artifacts", "d1"))),
                new GovernanceEvent.Vetoed(MODEL, List.of(new RequestId("r1")), MOVE, new SubjectId("carol"), null),
                new GovernanceEvent.ChangeRequested(
                        MODEL, new RequestId("r2"), new Change.OfAlias("champion", 2, 1), ANN, null, FOUR_EYES));
    }

    @Test
    void aVersionComesBackWithTheAuthorsOfItsComments() {
        VersionId version = new VersionId(MODEL, 1);
        comesBack(
                ModelVersion.class,
                version.stream(),
                new ModelVersionEvent.CommentAdded(version, new CommentId("c1"), ANN, new SealedText(ANN, "c2VhbGVk")),
                new ModelVersionEvent.TagDeleted(version, "team"));
    }

    @Test
    void theThreadsOfARequestComeBackWithTheirAuthorsAndWhatIsResolved() {
        Discussion discussion = new Discussion(MODEL, new RequestId("r1"), 2);
        SealedText text = new SealedText(ANN, "c2VhbGVk");
        ThreadId first = new ThreadId("t1");
        comesBack(
                RequestThreads.class,
                discussion.stream(),
                new ThreadEvent.Started(discussion, first, new CommentId("c1"), ANN, text, List.of()),
                new ThreadEvent.Replied(discussion, first, new CommentId("c2"), ANN, text, List.of()),
                new ThreadEvent.Resolved(discussion, first, ANN),
                new ThreadEvent.Started(discussion, new ThreadId("t2"), new CommentId("c3"), ANN, text, List.of(ANN)));
    }

    @Test
    void aVersionComesBackWithItsChecksAndItsEvidence() {
        VersionId version = new VersionId(MODEL, 1);
        comesBack(
                ModelVersion.class,
                version.stream(),
                new ModelVersionEvent.CheckReported(
                        version, "tests", "4711", CheckResult.State.QUEUED, null, null, null, ANN),
                new ModelVersionEvent.CheckReported(
                        version, "tests", "4711", CheckResult.State.PASSED, "https://ci/1", null, "a1", ANN),
                new ModelVersionEvent.CheckReported(
                        version, "tests", "4712", CheckResult.State.FAILED, null, null, null, ANN),
                new ModelVersionEvent.EvidenceGiven(version, "card", "text/plain", "a2", 2, "card.txt", ANN));
    }

    @Test
    void aRunComesBackWithItsParamsAndItsDeletion() {
        comesBack(
                Run.class,
                RUN.stream(),
                new RunEvent.Started(RUN, EXPERIMENT, "first", null, null, "s3://b/1", List.of(TAG)),
                new RunEvent.BatchLogged(RUN, List.of(), List.of(new Param("rate", "0.1")), List.of()),
                new RunEvent.Deleted(RUN, 2));
    }

    @Test
    void aRunComesBackWithItsInputsAndOutputs() {
        comesBack(
                Run.class,
                RUN.stream(),
                new RunEvent.Started(RUN, EXPERIMENT, "first", null, null, "s3://b/1", List.of(TAG)),
                new RunEvent.BatchLogged(
                        RUN, List.of(), List.of(), List.of(Tag.of("mlflow.log-model.history", "[{\"a\":1}]"))),
                new RunEvent.InputsLogged(
                        RUN,
                        List.of(new DatasetInput("customers", "a1", "s3", "s3://b/c", null, null, List.of(TAG))),
                        List.of("m-1")),
                new RunEvent.OutputsLogged(RUN, List.of(new ModelOutput("m-2", 7))));
    }

    @Test
    void anExperimentComesBackWithItsLife() {
        comesBack(
                Experiment.class,
                EXPERIMENT.stream(),
                new ExperimentEvent.Created(EXPERIMENT, "churn", "s3://b", List.of(TAG)),
                new ExperimentEvent.Deleted(EXPERIMENT),
                new ExperimentEvent.Restored(EXPERIMENT, 1));
    }

    private <A> void comesBack(Class<A> type, String stream, DomainEvent... events) {
        A aggregate = sourcedFrom(type, stream, events);

        A restored = serializer.deserialize(serializer.serialize(aggregate, byte[].class));

        assertThat(restored).isNotSameAs(aggregate).usingRecursiveComparison().isEqualTo(aggregate);
    }

    private static <A> A sourcedFrom(Class<A> type, String stream, DomainEvent... events) {
        EventStore log = EmbeddedEventStore.builder()
                .storageEngine(new InMemoryEventStorageEngine())
                .build();
        for (int sequence = 0; sequence < events.length; sequence++) {
            log.publish(new GenericDomainEventMessage<>(type.getSimpleName(), stream, sequence, events[sequence]));
        }
        return DefaultUnitOfWork.startAndGet(null)
                .executeWithResult(() -> EventSourcingRepository.builder(type)
                        .eventStore(log)
                        .parameterResolverFactory(UNASKED)
                        .build()
                        .load(stream)
                        .invoke(Function.identity()))
                .getPayload();
    }

    private static RegisteredModelEvent version(int number) {
        return new RegisteredModelEvent.VersionCreated(
                MODEL, number, "s3://b/m", "s3://b/m", null, null, null, null, List.of());
    }

    private static Object unasked(Class<?> type) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            throw new UnsupportedOperationException(method.toString());
        });
    }
}
