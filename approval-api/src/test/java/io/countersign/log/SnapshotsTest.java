package io.countersign.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.Attributed;
import io.countersign.Command;
import io.countersign.Uuid7;
import io.countersign.assembly.Deadline;
import io.countersign.assembly.InProcessServer;
import io.countersign.assembly.Workshop;
import io.countersign.experiment.ExperimentCommand;
import io.countersign.experiment.ExperimentDirectory;
import io.countersign.experiment.ExperimentId;
import io.countersign.governance.ChangeCommand;
import io.countersign.identity.Actor;
import io.countersign.identity.Person;
import io.countersign.modelversion.CommentId;
import io.countersign.modelversion.ModelVersionCommand;
import io.countersign.modelversion.VersionId;
import io.countersign.policy.Change;
import io.countersign.privacy.SealedText;
import io.countersign.privacy.Vault;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RegisteredModelCommand;
import io.countersign.registeredmodel.RequestId;
import io.countersign.registeredmodel.Stage;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.run.Run;
import io.countersign.run.RunEvent;
import io.countersign.run.RunId;
import io.countersign.tag.Tag;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.axonframework.common.caching.Cache;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SnapshotsTest {

    @AutoClose
    private static final InProcessServer SERVER = InProcessServer.onAnEmptyDatabase();

    private final Workshop workshop = Workshop.on(SERVER);
    private final EventStorageEngine engine = SERVER.part(EventStorageEngine.class);
    private final RunId run = workshop.aRun();

    @Test
    void aRunOfManyEventsIsLoadedFromASnapshot() {
        workshop.logParam(run, "degree", "2");
        logMetrics(110);
        awaitSnapshot();
        forgetWhatIsCached();

        assertThat(firstRead().getPayloadType()).isEqualTo(Run.class);
        assertThatThrownBy(() -> workshop.logParam(run, "degree", "3"))
                .isInstanceOfSatisfying(
                        Rejection.class, refusal -> assertThat(refusal.reason()).isEqualTo(Reason.PARAM_IMMUTABLE));
        workshop.logParam(run, "seed", "7");
    }

    @Test
    void aSnapshotOfAnotherRevisionIsIgnored() {
        workshop.logParam(run, "degree", "2");
        logMetrics(110);
        awaitSnapshot();
        SERVER.ownersSql()
                .update(
                        "update ops.snapshot_event_entry set payload_revision = '0', payload = '{}'"
                                + " where aggregate_identifier = ?",
                        run.stream());
        forgetWhatIsCached();

        assertThat(firstRead().getPayload()).isInstanceOf(RunEvent.Started.class);
        assertThatThrownBy(() -> workshop.logParam(run, "degree", "3")).isInstanceOf(Rejection.class);
    }

    @Test
    void aRunOfFewEventsHasNone() {
        logMetrics(20);
        forgetWhatIsCached();
        workshop.logMetric(run, "loss", 1, 21);

        assertThat(engine.readSnapshot(run.stream())).isEmpty();
    }

    @Nested
    class FromASnapshotIsDecidedAsFromTheLog {

        private final Person contributor = workshop.person();

        @Test
        void onAnExperiment() {
            ExperimentId experiment = SERVER.part(ExperimentDirectory.class).nextId();
            send(new ExperimentCommand.Create(experiment, "long " + experiment, "mlflow-artifacts:/1", List.of()));
            send(new ExperimentCommand.Delete(experiment));
            send(new ExperimentCommand.Restore(experiment));
            many(tag -> send(new ExperimentCommand.SetTag(experiment, tag)));
            awaitSnapshotOf(experiment.stream());
            forgetWhatIsCached();

            refused(Reason.TAG_NOT_FOUND, () -> send(new ExperimentCommand.DeleteTag(experiment, "absent")));
            send(new ExperimentCommand.DeleteTag(experiment, "key-3"));
            send(new ExperimentCommand.Delete(experiment));
            send(new ExperimentCommand.Restore(experiment));
            assertThat(StoredEvents.of(SERVER)
                            .of(experiment.stream())
                            .getLast()
                            .payload()
                            .get("restorations")
                            .asInt())
                    .isEqualTo(2);
        }

        @Test
        void onARegisteredModel() {
            ModelId model = workshop.aModel();
            int serving = workshop.aVersionOf(model).number();
            int next = workshop.aVersionOf(model).number();
            request(model, serving);
            approve(model, serving);
            request(model, next);
            point(model, serving);
            many(tag -> SERVER.decide(
                    contributor,
                    model,
                    new Change.OfTag(null, tag.key(), tag.value()),
                    facts -> new RegisteredModelCommand.SetTag(model, tag, contributor.actor(), facts)));
            awaitSnapshotOf(model.stream());

            refused(Reason.REQUEST_EXISTS, () -> request(model, next));
            refused(Reason.STAGE_UNCHANGED, () -> request(model, serving));
            assertThat(workshop.aVersionOf(model).number()).isEqualTo(3);
            point(model, next);
            approve(model, next);
            List<JsonNode> last = StoredEvents.of(SERVER).of(model.stream()).stream()
                    .map(StoredEvents.Row::payload)
                    .toList();
            assertThat(last.get(last.size() - 3).get("previous").asInt()).isEqualTo(serving);
            assertThat(last.getLast().get("archived").get(0).asInt()).isEqualTo(serving);
        }

        @Test
        void onAVersion() {
            VersionId version = workshop.aVersion();
            CommentId comment = new CommentId("comment on " + version.model());
            SealedText text = SERVER.part(Vault.class).seal(contributor.subject(), "fine");
            send(new ModelVersionCommand.AddComment(version, comment, contributor.actor(), text));
            untag(version, "gone");
            many(tag -> SERVER.decide(
                    contributor,
                    version.model(),
                    new Change.OfTag(version.number(), tag.key(), tag.value()),
                    facts -> new ModelVersionCommand.SetTag(version, tag, contributor.actor(), facts)));
            awaitSnapshotOf(version.stream());
            long before = StoredEvents.of(SERVER).count();

            Actor other = Person.contributor().actor();
            assertThatThrownBy(() -> SERVER.send(
                            new Person(other), new ModelVersionCommand.DeleteComment(version, comment, other)))
                    .isInstanceOf(Rejection.class);
            untag(version, "gone");
            assertThat(StoredEvents.of(SERVER).count()).isEqualTo(before);
            send(new ModelVersionCommand.EditComment(version, comment, contributor.actor(), text));
        }

        private void request(ModelId model, int version) {
            RequestId request = new RequestId(Uuid7.hex());
            Change move = move(version);
            SERVER.decide(
                    contributor,
                    model,
                    move,
                    facts -> new ChangeCommand.Request(model, request, move, contributor.actor(), null, facts));
        }

        private void approve(ModelId model, int version) {
            Person reviewer = Person.reviewer();
            Change move = move(version);
            SERVER.decide(
                    reviewer,
                    model,
                    move,
                    facts -> new ChangeCommand.Approve(model, move, true, null, reviewer.actor(), null, facts));
        }

        private static Change move(int version) {
            return new Change.ToStage(version, Stage.NONE, Stage.PRODUCTION);
        }

        private void point(ModelId model, int version) {
            SERVER.decide(
                    contributor,
                    model,
                    new Change.OfAlias("newest", version, null),
                    facts -> new RegisteredModelCommand.SetAlias(model, "newest", version, contributor.actor(), facts));
        }

        private void untag(VersionId version, String key) {
            SERVER.decide(
                    contributor,
                    version.model(),
                    new Change.OfTag(version.number(), key, null),
                    facts -> new ModelVersionCommand.DeleteTag(version, key, contributor.actor(), facts));
        }

        private void send(Command command) {
            SERVER.send(command instanceof Attributed signed ? new Person(signed.actor()) : contributor, command);
        }

        private void refused(Reason reason, ThrowingCallable attempt) {
            assertThatThrownBy(attempt).isInstanceOfSatisfying(Rejection.class, refusal -> assertThat(refusal.reason())
                    .isEqualTo(reason));
        }

        private static void many(Consumer<Tag> action) {
            IntStream.range(0, 110).forEach(number -> action.accept(Tag.of("key-" + number, "value")));
        }
    }

    private void logMetrics(int count) {
        IntStream.range(0, count).forEach(step -> workshop.logMetric(run, "loss", 1.0 / (step + 1), step));
    }

    private void awaitSnapshot() {
        awaitSnapshotOf(run.stream());
    }

    private void awaitSnapshotOf(String stream) {
        Deadline.soon(
                "a snapshot of " + stream, () -> engine.readSnapshot(stream).isPresent());
    }

    private DomainEventMessage<?> firstRead() {
        return SERVER.part(EventStore.class).readEvents(run.stream()).next();
    }

    private static void forgetWhatIsCached() {
        SERVER.part(Cache.class).removeAll();
    }
}
