package io.countersign.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.Uuid7;
import io.countersign.assembly.AtOnce;
import io.countersign.assembly.InProcessServer;
import io.countersign.assembly.Workshop;
import io.countersign.catalog.VersionQueries;
import io.countersign.catalog.VersionView;
import io.countersign.governance.ChangeCommand;
import io.countersign.identity.Person;
import io.countersign.modelversion.CommentId;
import io.countersign.modelversion.ModelVersionCommand;
import io.countersign.modelversion.VersionId;
import io.countersign.policy.Change;
import io.countersign.privacy.Vault;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RegisteredModelCommand;
import io.countersign.registeredmodel.RequestId;
import io.countersign.registeredmodel.Stage;
import io.countersign.rejection.Reason;
import io.countersign.tag.Tag;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What is decided on one model is decided in turn, whichever of two servers is asked. */
class GovernanceQueueTest {

    private static final int THREADS = 16;

    @AutoClose
    private static final InProcessServer HERE = InProcessServer.onAnEmptyDatabase();

    @AutoClose
    private static final InProcessServer THERE = InProcessServer.on(HERE.database());

    private final Workshop workshop = Workshop.on(HERE);
    private final Person contributor = workshop.person();
    private final StoredEvents log = StoredEvents.of(HERE);
    private final ModelId model = workshop.aModel();

    @Test
    void versionsCreatedAtOnceAreNumberedWithoutGapOrRepetition() throws InterruptedException {
        List<AtOnce.Answer> answers = byMany(
                server -> new Workshop(server, contributor).aVersionOf(model).number());

        assertThat(answers)
                .extracting(AtOnce.Answer::value)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, THREADS).boxed().toList());
        hasItsEventsInARow(model.stream(), THREADS + 1);
        nobodyMetAConflict();
    }

    @Test
    void commentsAndTagsOnOneVersionAreAllKept() throws InterruptedException {
        VersionId version = workshop.aVersionOf(model);
        HERE.settle();
        List<AtOnce.Answer> answers = byMany(server -> {
            Tag tag = Tag.of(Uuid7.hex(), "1");
            server.decide(
                    contributor,
                    version.model(),
                    new Change.OfTag(version.number(), tag.key(), tag.value()),
                    facts -> new ModelVersionCommand.SetTag(version, tag, contributor.actor(), facts));
            return server.send(contributor, comment(version));
        });

        assertThat(answers).allMatch(AtOnce.Answer::succeeded);
        hasItsEventsInARow(version.stream(), 1 + 2 * THREADS);
        nobodyMetAConflict();
    }

    private ModelVersionCommand comment(VersionId version) {
        return new ModelVersionCommand.AddComment(
                version,
                new CommentId(Uuid7.hex()),
                contributor.actor(),
                HERE.part(Vault.class).seal(contributor.subject(), "looks good"));
    }

    @Test
    void ofManyApprovalsOfOneRequestOneIsTheDecisionAndTheOthersFindNoRequest() throws InterruptedException {
        VersionId version = requestedVersion();
        List<AtOnce.Answer> answers = byMany(server -> approve(version, server));

        assertThat(answers).filteredOn(AtOnce.Answer::succeeded).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.refusedFor(Reason.REQUEST_NOT_FOUND))
                .hasSize(THREADS - 1);
        nobodyMetAConflict();
    }

    @Test
    void approvalsThatRaceForProductionLeaveOneVersionThere() throws InterruptedException {
        List<VersionId> requested =
                IntStream.range(0, THREADS).mapToObj(each -> requestedVersion()).toList();
        List<Callable<?>> approvals = new ArrayList<>();
        for (VersionId version : requested) {
            InProcessServer server = serverOf(approvals.size());
            approvals.add(() -> approve(version, server));
        }

        assertThat(AtOnce.all(approvals)).allMatch(AtOnce.Answer::succeeded);

        List<VersionView.Key> keys = requested.stream()
                .map(version -> new VersionView.Key(model.value(), version.number()))
                .toList();
        assertThat(HERE.part(VersionQueries.class).byKeys(keys))
                .extracting(VersionView::stage)
                .containsOnly(Stage.PRODUCTION.label(), Stage.ARCHIVED.label())
                .containsOnlyOnce(Stage.PRODUCTION.label());
        nobodyMetAConflict();
    }

    @Test
    void ofManyRegistrationsOfOneNameOneHasIt() throws InterruptedException {
        List<AtOnce.Answer> answers = byMany(server -> server.send(
                contributor,
                new RegisteredModelCommand.Create(
                        new ModelId(Uuid7.hex()),
                        "sought after",
                        null,
                        List.of(),
                        contributor.actor(),
                        server.noFacts(contributor))));

        assertThat(answers).filteredOn(AtOnce.Answer::succeeded).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.refusedFor(Reason.MODEL_EXISTS))
                .hasSize(THREADS - 1);
    }

    private VersionId requestedVersion() {
        VersionId version = workshop.aVersionOf(model);
        Change move = move(version);
        HERE.decide(
                contributor,
                model,
                move,
                facts -> new ChangeCommand.Request(
                        model, new RequestId(Uuid7.hex()), move, contributor.actor(), null, facts));
        return version;
    }

    private static @Nullable Object approve(VersionId version, InProcessServer server) {
        Person reviewer = Person.reviewer();
        Change move = move(version);
        return server.decide(
                reviewer,
                version.model(),
                move,
                facts -> new ChangeCommand.Approve(version.model(), move, true, null, reviewer.actor(), null, facts));
    }

    private static Change move(VersionId version) {
        return new Change.ToStage(version.number(), Stage.NONE, Stage.PRODUCTION);
    }

    private interface Work {
        @Nullable
        Object on(InProcessServer server);
    }

    /** The same from many threads, half of them on either server. */
    private static List<AtOnce.Answer> byMany(Work work) throws InterruptedException {
        List<Callable<?>> tasks = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            InProcessServer server = serverOf(thread);
            tasks.add(() -> work.on(server));
        }
        return AtOnce.all(tasks);
    }

    private static InProcessServer serverOf(int number) {
        return number % 2 == 0 ? HERE : THERE;
    }

    private void hasItsEventsInARow(String stream, int count) {
        assertThat(log.of(stream))
                .extracting(StoredEvents.Row::sequence)
                .containsExactlyElementsOf(LongStream.range(0, count).boxed().toList());
    }

    private static void nobodyMetAConflict() {
        for (InProcessServer server : List.of(HERE, THERE)) {
            assertThat(server.part(MeterRegistry.class)
                            .counter("countersign.commands.conflicts")
                            .count())
                    .isZero();
        }
    }
}
