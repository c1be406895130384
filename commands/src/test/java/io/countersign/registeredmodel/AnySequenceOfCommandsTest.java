package io.countersign.registeredmodel;

import static io.countersign.identity.People.ADA_THE_ADMIN;
import static io.countersign.identity.People.ANN_THE_CONTRIBUTOR;
import static io.countersign.identity.People.BOB_THE_REVIEWER;
import static io.countersign.identity.People.CAROL_THE_REVIEWER;
import static io.countersign.identity.People.SOMEBODY_ALONE;
import static io.countersign.registeredmodel.Churn.CHURN;
import static io.countersign.registeredmodel.Facts.UNDER_FOUR_EYES;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.Command;
import io.countersign.event.DomainEvent;
import io.countersign.governance.ChangeCommand;
import io.countersign.identity.Actor;
import io.countersign.policy.Change;
import io.countersign.registeredmodel.RegisteredModelCommand.CreateVersion;
import io.countersign.registeredmodel.RegisteredModelCommand.DeleteAlias;
import io.countersign.registeredmodel.RegisteredModelCommand.DeleteVersion;
import io.countersign.registeredmodel.RegisteredModelCommand.SetAlias;
import io.countersign.registeredmodel.RegisteredModelCommand.TransitionStage;
import io.countersign.registeredmodel.RegisteredModelEvent.TransitionApproved;
import io.countersign.rejection.Rejection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/** Whatever people ask of a model, in whatever order: what its events tell holds. */
class AnySequenceOfCommandsTest {

    private static final int SHORTEST = 10;
    private static final int LONGEST = 60;

    @Property(tries = 200)
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    void leavesALedgerToWhichNoAuditorObjects(@ForAll @From("sequences") List<Command> commands) {
        RegistryInMemory registry = aRegistryWithTwoVersions();
        Ledger ledger = new Ledger();
        int read = 0;

        for (Command command : commands) {
            registry.send(command);
            List<Object> events = registry.events();
            for (Object event : events.subList(read, events.size())) {
                ledger.read((DomainEvent) event);
            }
            read = events.size();
        }
        Statistics.collect(registry.events().stream().anyMatch(TransitionApproved.class::isInstance));
        Statistics.coverage(approved -> approved.check(true).percentage(share -> share > 20));
    }

    @Property(tries = 100)
    void atMostOneVersionIsInAStageAfterAnApprovalThatArchivesTheOthers(
            @ForAll @From("sequences") List<Command> commands) {
        RegistryInMemory registry = aRegistryWithTwoVersions();

        for (Command command : commands) {
            Optional<Rejection> refusal = registry.send(command);
            if (refusal.isEmpty()
                    && command instanceof ChangeCommand.Approve approved
                    && approved.archiveExisting()
                    && approved.change() instanceof Change.ToStage move) {
                assertThat(ledgerOf(registry).versionsIn(move.to())).containsExactly(move.version());
            }
        }
    }

    @Property(tries = 100)
    void aRefusalLeavesNoTraceAndAnAnswerAtMostAnApprovalAndADecision(
            @ForAll @From("sequences") List<Command> commands) {
        RegistryInMemory registry = aRegistryWithTwoVersions();

        for (Command command : commands) {
            int before = registry.events().size();
            boolean refused = registry.send(command).isPresent();
            assertThat(registry.events().size() - before).isBetween(0, refused ? 0 : 2);
        }
    }

    @Property(tries = 100)
    void theLogAloneTellsTheSameModel(@ForAll @From("sequences") List<Command> commands) {
        RegistryInMemory registry = aRegistryWithTwoVersions();
        commands.forEach(registry::send);

        registry.living(
                CHURN,
                living -> registry.replayed(CHURN, replayed -> assertThat(replayed)
                        .isNotSameAs(living)
                        .usingRecursiveComparison()
                        .isEqualTo(living)));
    }

    @Provide
    static Arbitrary<List<Command>> sequences() {
        return command()
                .list()
                .ofMinSize(SHORTEST)
                .ofMaxSize(LONGEST)
                .map(AnySequenceOfCommandsTest::withRequestIdsOfTheirOwn);
    }

    private static Arbitrary<Command> command() {
        return Arbitraries.frequencyOf(
                Tuple.of(
                        6,
                        wish().map(w -> new ChangeCommand.Request(
                                CHURN, new RequestId("?"), w.change(), w.actor(), null, UNDER_FOUR_EYES))),
                Tuple.of(
                        5,
                        wish().map(w -> new ChangeCommand.Approve(
                                CHURN, w.change(), w.archiving(), null, w.actor(), null, UNDER_FOUR_EYES))),
                Tuple.of(
                        3,
                        wish().map(w -> new TransitionStage(
                                CHURN, w.version(), w.to(), w.archiving(), w.actor(), null, UNDER_FOUR_EYES))),
                Tuple.of(
                        1,
                        wish().map(w -> new ChangeCommand.Reject(CHURN, w.change(), w.actor(), null, UNDER_FOUR_EYES))),
                Tuple.of(
                        2,
                        Combinators.combine(Arbitraries.integers().between(0, LONGEST), actor())
                                .as((step, actor) -> new ChangeCommand.Cancel(CHURN, requestOf(step), actor, null))),
                Tuple.of(2, Arbitraries.just(aNewVersion())),
                Tuple.of(
                        1,
                        Combinators.combine(version(), actor())
                                .as((version, actor) -> new DeleteVersion(CHURN, version, actor, UNDER_FOUR_EYES))),
                Tuple.of(
                        2,
                        Combinators.combine(alias(), version())
                                .as((alias, version) ->
                                        new SetAlias(CHURN, alias, version, ANN_THE_CONTRIBUTOR, UNDER_FOUR_EYES))),
                Tuple.of(1, alias().map(alias -> new DeleteAlias(CHURN, alias, ANN_THE_CONTRIBUTOR, UNDER_FOUR_EYES))));
    }

    private record Wish(int version, Stage to, boolean archiving, Actor actor) {
        Change change() {
            return new Change.ToStage(version, Stage.NONE, to);
        }
    }

    private static Arbitrary<Wish> wish() {
        return Combinators.combine(version(), stage(), Arbitraries.of(true, false), actor())
                .as(Wish::new);
    }

    private static Arbitrary<Integer> version() {
        return Arbitraries.frequency(Tuple.of(6, 1), Tuple.of(6, 2), Tuple.of(2, 3), Tuple.of(1, 4));
    }

    private static Arbitrary<Stage> stage() {
        return Arbitraries.frequency(
                Tuple.of(6, Stage.PRODUCTION),
                Tuple.of(3, Stage.STAGING),
                Tuple.of(1, Stage.ARCHIVED),
                Tuple.of(1, Stage.NONE));
    }

    private static Arbitrary<Actor> actor() {
        return Arbitraries.frequency(
                Tuple.of(4, ANN_THE_CONTRIBUTOR),
                Tuple.of(4, BOB_THE_REVIEWER),
                Tuple.of(4, CAROL_THE_REVIEWER),
                Tuple.of(2, ADA_THE_ADMIN),
                Tuple.of(1, SOMEBODY_ALONE));
    }

    private static Arbitrary<String> alias() {
        return Arbitraries.of("champion", "challenger");
    }

    private static Command aNewVersion() {
        return new CreateVersion(
                CHURN, "s3://b/m", "s3://b/m", null, null, null, null, List.of(), ANN_THE_CONTRIBUTOR, UNDER_FOUR_EYES);
    }

    /** As from the edge, where every request gets an id that no other has. */
    private static List<Command> withRequestIdsOfTheirOwn(List<Command> commands) {
        List<Command> numbered = new ArrayList<>();
        for (Command command : commands) {
            numbered.add(
                    command instanceof ChangeCommand.Request wish
                            ? new ChangeCommand.Request(
                                    wish.model(),
                                    requestOf(numbered.size()),
                                    wish.change(),
                                    wish.actor(),
                                    wish.comment(),
                                    wish.facts())
                            : command);
        }
        return numbered;
    }

    private static RequestId requestOf(int step) {
        return new RequestId("request-" + step);
    }

    private static RegistryInMemory aRegistryWithTwoVersions() {
        RegistryInMemory registry = new RegistryInMemory();
        registry.send(new RegisteredModelCommand.Create(
                CHURN, "churn", null, List.of(), ANN_THE_CONTRIBUTOR, UNDER_FOUR_EYES));
        registry.send(aNewVersion());
        registry.send(aNewVersion());
        return registry;
    }

    private static Ledger ledgerOf(RegistryInMemory registry) {
        Ledger ledger = new Ledger();
        registry.events().forEach(event -> ledger.read((DomainEvent) event));
        return ledger;
    }
}
