package io.countersign.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.assembly.InProcessServer;
import io.countersign.assembly.Workshop;
import io.countersign.decision.PublishedPolicies;
import io.countersign.event.Recorded;
import io.countersign.log.GovernanceLog;
import io.countersign.policy.Conditions;
import io.countersign.policy.NamePattern;
import io.countersign.policy.PolicyDocument;
import io.countersign.policy.PolicyReader;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RegisteredModelCommand;
import io.countersign.registeredmodel.RegisteredModelEvent;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.signin.Membership;
import io.countersign.tag.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Drafts that are tried on a log with more events than are read at once. */
class SimulationDeskTest {

    private static final int TAGS = 1_100;
    private static final PolicyDocument DRAFT = PolicyReader.read("""
            policy: rounds
            applies-to: {changes: [{tag: round}]}
            requires: {conditions: [{label: few, expression: approvals.size() < 9}]}
            """);
    private static final Simulation.Question ALL = new Simulation.Question(null, null, NamePattern.ANY, 5);

    private final InProcessServer server = InProcessServer.onAnEmptyDatabase();
    private final Workshop ann = Workshop.on(server);

    @BeforeEach
    void aModelWithALongLife() {
        ModelId model = ann.aModel();
        for (int round = 0; round < TAGS; round++) {
            server.send(
                    ann.person(),
                    new RegisteredModelCommand.SetTag(
                            model,
                            Tag.of("round", String.valueOf(round)),
                            ann.person().actor(),
                            server.noFacts(ann.person())));
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private SimulationDesk desk(Conditions conditions) {
        return new SimulationDesk(
                server.part(GovernanceLog.class),
                server.part(PublishedPolicies.class),
                server.part(Membership.class),
                conditions);
    }

    @Test
    void everyEventIsReadOnceAndInOrder() {
        List<String> rounds = new ArrayList<>();
        server.part(GovernanceLog.class).replay(past -> collect(past, rounds));
        assertThat(rounds).hasSize(TAGS).startsWith("0", "1", "2").endsWith(String.valueOf(TAGS - 1));
        assertThat(rounds.stream().map(Integer::valueOf)).isSorted();
        assertThat(desk(server.part(Conditions.class))
                        .simulate(DRAFT, null, ALL)
                        .covered()
                        .passes())
                .isEqualTo(TAGS);
    }

    private static void collect(Recorded past, List<String> rounds) {
        if (past.event() instanceof RegisteredModelEvent.TagSet set) {
            rounds.add(String.valueOf(set.tag().value()));
        }
    }

    @Test
    void whoComesWhileOneIsTriedIsToldToComeAgain() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        SimulationDesk desk = desk((expression, about) -> {
            begun.countDown();
            return waited(go);
        });
        CompletableFuture<Report> first = CompletableFuture.supplyAsync(() -> desk.simulate(DRAFT, null, ALL));
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

        assertThatExceptionOfType(Rejection.class)
                .isThrownBy(() -> desk.simulate(DRAFT, null, ALL))
                .satisfies(rejection -> assertThat(rejection.reason()).isEqualTo(Reason.TOO_BUSY))
                .withMessage("Another policy is being tried on the history just now. Try again in a moment.");

        go.countDown();
        assertThat(first.join().covered().passes()).isEqualTo(TAGS);
        assertThat(desk.simulate(DRAFT, null, ALL).covered().passes()).isEqualTo(TAGS);
    }

    private static boolean waited(CountDownLatch go) {
        try {
            return go.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
