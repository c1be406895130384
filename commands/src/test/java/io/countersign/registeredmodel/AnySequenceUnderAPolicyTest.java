package io.countersign.registeredmodel;

import static io.countersign.identity.People.ADA_THE_ADMIN;
import static io.countersign.identity.People.ANN_THE_CONTRIBUTOR;
import static io.countersign.identity.People.BOB_THE_REVIEWER;
import static io.countersign.identity.People.CAROL_THE_REVIEWER;
import static io.countersign.identity.People.writtenBy;
import static io.countersign.registeredmodel.Churn.CHURN;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.Command;
import io.countersign.governance.ChangeCommand;
import io.countersign.identity.Actor;
import io.countersign.policy.ApprovalRule;
import io.countersign.policy.Change;
import io.countersign.policy.DecisionFacts;
import io.countersign.policy.NamePattern;
import io.countersign.policy.Party;
import io.countersign.policy.Policy;
import io.countersign.policy.PolicyRevision;
import io.countersign.policy.Quorum;
import io.countersign.policy.Trigger;
import io.countersign.policy.VetoRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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

    private static final Policy TWO_REVIEWERS = Facts.policy(
            new PolicyRevision("two-reviewers", 1),
            List.of(
                    new Trigger.StageChange(Set.of(), Set.of(Stage.PRODUCTION)),
                    new Trigger.AliasChange(new NamePattern("champion")),
                    new Trigger.Deletion()),
            new ApprovalRule(new Quorum.Of("reviewer", 2), Set.of(Party.REQUESTER)),
            new VetoRule());

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

    @Provide
    static Arbitrary<List<Command>> sequences() {
        return Combinators.combine(kind(), change(), actor(), Arbitraries.of("d1", "d1", "d1", "d2"), step())
                .as((kind, change, actor, digest, step) -> command(kind, step, change, actor, facts(digest)))
                .list()
                .ofMinSize(15)
                .ofMaxSize(LONGEST)
                .map(AnySequenceUnderAPolicyTest::withRequestIdsOfTheirOwn);
    }

    private static Arbitrary<Integer> step() {
        return Arbitraries.integers().between(0, LONGEST);
    }

    /** As from the edge, where every request gets an id that no other has. */
    private static List<Command> withRequestIdsOfTheirOwn(List<Command> commands) {
        List<Command> numbered = new ArrayList<>();
        for (Command command : commands) {
            numbered.add(
                    command instanceof ChangeCommand.Request wish
                            ? command(Kind.REQUEST, numbered.size(), wish.change(), wish.actor(), wish.facts())
                            : command);
        }
        return numbered;
    }

    private enum Kind {
        REQUEST,
        APPROVE,
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
                Tuple.of(9, Kind.APPROVE),
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
            case APPROVE -> new ChangeCommand.Approve(CHURN, change, false, null, false, actor, null, facts);
            case WITHDRAW -> new ChangeCommand.Withdraw(CHURN, change, actor, null);
            case VETO -> new ChangeCommand.Veto(CHURN, change, actor, null, facts);
            case LIFT -> new ChangeCommand.LiftVeto(CHURN, change, actor.subject(), actor, writtenBy(actor), facts);
            case REJECT -> new ChangeCommand.Reject(CHURN, change, actor, null, facts);
            case CANCEL -> new ChangeCommand.Cancel(CHURN, new RequestId("r" + number), actor, null);
            case PERFORM -> perform(change, actor, facts);
            case REVIEW -> new ChangeCommand.Review(CHURN, change, actor, facts);
        };
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
                read.candidate(),
                read.holder(),
                new TreeMap<>(Map.of("artifacts", digest)));
    }
}
