package io.countersign.registeredmodel;

import static io.countersign.identity.People.ADA_THE_ADMIN;
import static io.countersign.identity.People.ANN_THE_CONTRIBUTOR;
import static io.countersign.identity.People.BOB_THE_REVIEWER;
import static io.countersign.identity.People.CAROL_THE_REVIEWER;
import static io.countersign.identity.People.writtenBy;
import static io.countersign.registeredmodel.Churn.CHURN;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.Command;
import io.countersign.event.DomainEvent;
import io.countersign.event.Recorded;
import io.countersign.governance.ChangeCommand;
import io.countersign.governance.EmergencyCommand;
import io.countersign.governance.FindingCommand;
import io.countersign.governance.FindingId;
import io.countersign.governance.ReviewFinding;
import io.countersign.identity.Actor;
import io.countersign.identity.SubjectId;
import io.countersign.identity.UserEvent;
import io.countersign.policy.ApprovalRule;
import io.countersign.policy.BreakGlass;
import io.countersign.policy.Change;
import io.countersign.policy.DecisionFacts;
import io.countersign.policy.NamePattern;
import io.countersign.policy.Party;
import io.countersign.policy.Policy;
import io.countersign.policy.PolicyDocument;
import io.countersign.policy.PolicyRevision;
import io.countersign.policy.Quorum;
import io.countersign.policy.Scope;
import io.countersign.policy.Trigger;
import io.countersign.policy.Validity;
import io.countersign.policy.VetoRule;
import io.countersign.policy.WhenStale;
import io.countersign.simulation.Report;
import io.countersign.simulation.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
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

/** Whatever people ask under a policy of two reviewers, in whatever order, while the files change under them. */
class AnySequenceUnderAPolicyTest {

    private static final int LONGEST = 60;
    private static final Instant LATER = Facts.NOW.plusSeconds(60);

    static final Policy TWO_REVIEWERS = new Policy(
            new PolicyRevision("two-reviewers", 1),
            new PolicyDocument(
                    "two-reviewers",
                    "",
                    new Scope(
                            List.of(),
                            Map.of(),
                            Set.of(),
                            List.of(
                                    new Trigger.StageChange(Set.of(), Set.of(Stage.PRODUCTION)),
                                    new Trigger.AliasChange(new NamePattern("champion")),
                                    new Trigger.Deletion())),
                    List.of(new ApprovalRule(new Quorum.Of("reviewer", 2), Set.of(Party.REQUESTER)), new VetoRule()),
                    Set.of(),
                    null,
                    null,
                    new Validity(null, null, WhenStale.DENY),
                    new BreakGlass("reviewer", Duration.ofHours(4))));

    @Property(tries = 300)
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    void leavesNoDecisionThatAnAuditorCouldNotReach(@ForAll @From("sequences") List<Command> commands) {
        RegistryInMemory registry = new RegistryInMemory();
        registry.send(
                new RegisteredModelCommand.Create(CHURN, "churn", null, List.of(), ANN_THE_CONTRIBUTOR, facts("d1")));
        registry.send(aVersion());
        registry.send(aVersion());
        commands.forEach(registry::send);

        Auditor auditor = new Auditor(TWO_REVIEWERS);
        registry.events().forEach(auditor::read);
        Statistics.collect(auditor.decisions() > 0);
        Statistics.coverage(decided -> decided.check(true).percentage(share -> share > 10));
    }

    @Property(tries = 100)
    void leavesAModelThatTheLogAloneTellsTheSame(@ForAll @From("sequences") List<Command> commands) {
        RegistryInMemory registry = new RegistryInMemory();
        registry.send(
                new RegisteredModelCommand.Create(CHURN, "churn", null, List.of(), ANN_THE_CONTRIBUTOR, facts("d1")));
        registry.send(aVersion());
        commands.forEach(registry::send);

        registry.living(
                CHURN,
                living -> registry.replayed(CHURN, replayed -> assertThat(replayed)
                        .usingRecursiveComparison()
                        .isEqualTo(living)));
    }

    @Property(tries = 200)
    void leavesDecisionsOfWhichTheSamePolicySaysTheSameAgain(@ForAll @From("sequences") List<Command> commands) {
        Report report = whatIf(TWO_REVIEWERS, eventsOf(commands));
        assertThat(report.covered().passes()).isEqualTo(report.covered().all());
        assertThat(report.looked()).isGreaterThanOrEqualTo(report.covered().all());
    }

    @Property(tries = 100)
    void leavesNothingThatFailsADraftWhichAsksForNothing(@ForAll @From("sequences") List<Command> commands) {
        Policy nothing = Facts.policy(
                new PolicyRevision("nothing", 1),
                TWO_REVIEWERS.document().scope().triggers());
        Report report = whatIf(nothing, eventsOf(commands));
        assertThat(report.covered().passes()).isEqualTo(report.covered().all());
        assertThat(report.failures()).isEmpty();
    }

    private static List<Object> eventsOf(List<Command> commands) {
        RegistryInMemory registry = new RegistryInMemory();
        registry.send(
                new RegisteredModelCommand.Create(CHURN, "churn", null, List.of(), ANN_THE_CONTRIBUTOR, facts("d1")));
        registry.send(aVersion());
        registry.send(aVersion());
        commands.forEach(registry::send);
        return registry.events();
    }

    private static Report whatIf(Policy draft, List<Object> events) {
        Simulation simulation = new Simulation(
                new Simulation.Question(null, null, NamePattern.ANY, 10), draft, null, Facts.NO_CONDITIONS, Map.of());
        DecisionHistory history = new DecisionHistory(simulation);
        Stream.of(BOB_THE_REVIEWER, CAROL_THE_REVIEWER, ADA_THE_ADMIN)
                .map(person -> new UserEvent.Registered(person.subject(), person.roles(), Set.of()))
                .forEach(event -> history.replay(new Recorded(event, "u", Facts.NOW, SubjectId.SYSTEM)));
        events.forEach(event ->
                history.replay(new Recorded((DomainEvent) event, "e", Facts.NOW, ANN_THE_CONTRIBUTOR.subject())));
        history.end();
        return simulation.report();
    }

    @Provide
    static Arbitrary<List<Command>> sequences() {
        return Combinators.combine(kind(), change(), actor(), Arbitraries.of("d1", "d1", "d1", "d2"), step())
                .as((kind, change, actor, digest, step) -> command(kind, step, change, actor, facts(digest)))
                .list()
                .ofMinSize(15)
                .ofMaxSize(LONGEST)
                .map(AnySequenceUnderAPolicyTest::withIdsOfTheirOwn);
    }

    private static Arbitrary<Integer> step() {
        return Arbitraries.integers().between(0, LONGEST);
    }

    /** As from the edge, where every request and every finding gets an id that no other has. */
    private static List<Command> withIdsOfTheirOwn(List<Command> commands) {
        List<Command> numbered = new ArrayList<>();
        for (Command command : commands) {
            numbered.add(withIdOfItsOwn(command, numbered.size()));
        }
        return numbered;
    }

    private static Command withIdOfItsOwn(Command command, int number) {
        return switch (command) {
            case ChangeCommand.Request wish ->
                new ChangeCommand.Request(
                        wish.model(),
                        new RequestId("r" + number),
                        wish.change(),
                        wish.supersedes(),
                        null,
                        wish.actor(),
                        null,
                        wish.facts());
            case ChangeCommand.Approve approval ->
                approval.findings().isEmpty()
                        ? approval
                        : command(
                                Kind.APPROVE_ON_CONDITION,
                                number,
                                approval.change(),
                                approval.actor(),
                                approval.facts());
            default -> command;
        };
    }

    private enum Kind {
        REQUEST,
        SUPERSEDE,
        APPROVE,
        APPROVE_ON_CONDITION,
        REVOKE,
        BREAK_GLASS,
        WITHDRAW,
        VETO,
        LIFT,
        REJECT,
        CANCEL,
        PERFORM,
        REVIEW
    }

    private static Arbitrary<Kind> kind() {
        return Arbitraries.frequency(
                Tuple.of(5, Kind.REQUEST),
                Tuple.of(1, Kind.SUPERSEDE),
                Tuple.of(8, Kind.APPROVE),
                Tuple.of(2, Kind.APPROVE_ON_CONDITION),
                Tuple.of(2, Kind.REVOKE),
                Tuple.of(2, Kind.BREAK_GLASS),
                Tuple.of(1, Kind.WITHDRAW),
                Tuple.of(1, Kind.VETO),
                Tuple.of(2, Kind.LIFT),
                Tuple.of(1, Kind.REJECT),
                Tuple.of(1, Kind.CANCEL),
                Tuple.of(3, Kind.PERFORM),
                Tuple.of(1, Kind.REVIEW));
    }

    private static Arbitrary<Change> change() {
        return Arbitraries.frequency(
                Tuple.of(6, new Change.ToStage(1, Stage.NONE, Stage.PRODUCTION)),
                Tuple.of(2, new Change.ToStage(2, Stage.NONE, Stage.PRODUCTION)),
                Tuple.of(3, new Change.OfAlias("champion", 1, null)),
                Tuple.of(1, new Change.OfAlias("champion", null, null)),
                Tuple.of(1, new Change.DeletionOfVersion(2, Stage.NONE)));
    }

    private static Arbitrary<Actor> actor() {
        return Arbitraries.of(ANN_THE_CONTRIBUTOR, BOB_THE_REVIEWER, CAROL_THE_REVIEWER, ADA_THE_ADMIN);
    }

    private static Command command(Kind kind, int number, Change change, Actor actor, DecisionFacts facts) {
        return switch (kind) {
            case REQUEST -> new ChangeCommand.Request(CHURN, new RequestId("r" + number), change, actor, null, facts);
            case SUPERSEDE ->
                new ChangeCommand.Request(
                        CHURN, new RequestId("r"), change, new RequestId("r" + number), null, actor, null, facts);
            case APPROVE_ON_CONDITION ->
                new ChangeCommand.Approve(
                        CHURN, change, false, null, null, List.of(finding(number, actor)), actor, null, facts);
            case REVOKE -> new FindingCommand.Revoke(CHURN, new FindingId("f" + number), actor, LATER);
            case BREAK_GLASS ->
                new EmergencyCommand.BreakGlass(CHURN, change, false, null, actor, writtenBy(actor), facts);
            case APPROVE -> new ChangeCommand.Approve(CHURN, change, false, null, actor, null, facts);
            case WITHDRAW -> new ChangeCommand.Withdraw(CHURN, change, actor, null);
            case VETO -> new ChangeCommand.Veto(CHURN, change, actor, null, facts);
            case LIFT -> new ChangeCommand.LiftVeto(CHURN, change, actor.subject(), actor, writtenBy(actor), facts);
            case REJECT -> new ChangeCommand.Reject(CHURN, change, actor, null, facts);
            case CANCEL -> new ChangeCommand.Cancel(CHURN, new RequestId("r" + number), actor, null);
            case PERFORM -> perform(change, actor, facts);
            case REVIEW -> new ChangeCommand.Review(CHURN, change, actor, facts);
        };
    }

    private static ReviewFinding finding(int number, Actor author) {
        return new ReviewFinding(
                new FindingId("f" + number),
                ReviewFinding.Severity.LOW,
                ANN_THE_CONTRIBUTOR.subject(),
                LATER,
                writtenBy(author));
    }

    private static Command perform(Change change, Actor actor, DecisionFacts facts) {
        return switch (change) {
            case Change.ToStage move ->
                new RegisteredModelCommand.TransitionStage(CHURN, move.version(), move.to(), false, actor, null, facts);
            case Change.OfAlias of ->
                of.version() == null
                        ? new RegisteredModelCommand.DeleteAlias(CHURN, of.alias(), actor, facts)
                        : new RegisteredModelCommand.SetAlias(CHURN, of.alias(), of.version(), actor, facts);
            case Change.DeletionOfVersion of ->
                new RegisteredModelCommand.DeleteVersion(CHURN, of.version(), actor, facts);
            default -> throw new IllegalArgumentException(change.toString());
        };
    }

    private static Command aVersion() {
        return new RegisteredModelCommand.CreateVersion(
                CHURN, "s3://b", "s3://b", null, null, null, null, List.of(), ANN_THE_CONTRIBUTOR, facts("d1"));
    }

    private static DecisionFacts facts(String digest) {
        DecisionFacts read = Facts.under(TWO_REVIEWERS);
        return new DecisionFacts(
                read.at(),
                read.readAt(),
                read.policies(),
                read.parties(),
                read.people(),
                read.checks(),
                read.evidence(),
                read.checklists(),
                read.threads(),
                read.candidate(),
                read.holder(),
                new TreeMap<>(Map.of("artifacts", digest)));
    }
}
