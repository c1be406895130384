package io.countersign.registeredmodel;

import static io.countersign.identity.People.ADA_THE_ADMIN;
import static io.countersign.identity.People.ANN_THE_CONTRIBUTOR;
import static io.countersign.identity.People.BOB_THE_REVIEWER;
import static io.countersign.identity.People.CAROL_THE_REVIEWER;
import static io.countersign.registeredmodel.Churn.CHURN;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.Command;
import io.countersign.Uuid7;
import io.countersign.delegation.Delegation;
import io.countersign.delegation.DelegationId;
import io.countersign.governance.ChangeCommand;
import io.countersign.governance.GovernanceEvent;
import io.countersign.identity.Actor;
import io.countersign.identity.Role;
import io.countersign.identity.SubjectId;
import io.countersign.policy.ApprovalRule;
import io.countersign.policy.Change;
import io.countersign.policy.DecisionFacts;
import io.countersign.policy.NamePattern;
import io.countersign.policy.Party;
import io.countersign.policy.PeopleFacts;
import io.countersign.policy.Policy;
import io.countersign.policy.PolicyRevision;
import io.countersign.policy.Quorum;
import io.countersign.policy.Trigger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

/** Whatever people ask and approve while words change hands, and whoever made or stands behind which account. */
class AnySequenceWithDelegatesTest {

    private static final Actor DAN = new Actor(new SubjectId("dan"), Set.of(Role.CONTRIBUTOR), false);
    private static final Actor ROBOT = new Actor(new SubjectId("robot"), Set.of(Role.REVIEWER), false);
    private static final List<Actor> EVERYBODY =
            List.of(ANN_THE_CONTRIBUTOR, BOB_THE_REVIEWER, CAROL_THE_REVIEWER, ADA_THE_ADMIN, DAN, ROBOT);

    private static final Policy TWO_REVIEWERS = Facts.policy(
            new PolicyRevision("two-reviewers", 1),
            List.of(new Trigger.AliasChange(new NamePattern("champion"))),
            new ApprovalRule(new Quorum.Of("reviewer", 2), Set.of(Party.REQUESTER, Party.OWN_ACCOUNT)));

    /** A command, and what is true of the people when it comes. */
    private record Step(Command command, PeopleFacts people) {}

    @Property(tries = 300)
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    void everyDecisionIsThatOfTwoOthersWhoAreNobodysHands(@ForAll @From("sequences") List<Step> steps) {
        RegistryInMemory registry = new RegistryInMemory();
        registry.send(new RegisteredModelCommand.Create(
                CHURN, "churn", null, List.of(), ANN_THE_CONTRIBUTOR, facts(Facts.PEOPLE)));
        registry.send(aVersion());
        registry.send(aVersion());
        World world = new World();
        Auditor auditor = new Auditor(TWO_REVIEWERS, world::requireTwo);
        int read = 0;
        for (Step step : steps) {
            registry.send(step.command());
            world.people = step.people();
            List<Object> events = registry.events();
            events.subList(read, events.size()).forEach(auditor::read);
            read = events.size();
        }
        Statistics.label("decided").collect(auditor.decisions() > 0);
        Statistics.label("decided").coverage(all -> all.check(true).percentage(share -> share > 10));
        boolean rested = registry.events().stream().anyMatch(AnySequenceWithDelegatesTest::restsOnALentWord);
        Statistics.label("by a lent word").collect(rested);
        Statistics.label("by a lent word").coverage(all -> all.check(true).percentage(share -> share > 1));
    }

    private static boolean restsOnALentWord(Object event) {
        return event instanceof GovernanceEvent.ChangeApproved decision
                && decision.decided() != null
                && decision.decided().about().approvals().stream()
                        .anyMatch(approval ->
                                approval.lent() != null && !approval.groups().contains("reviewer"));
    }

    /** Looks for two pairs of somebody who approved and a reviewer whose word it was, that have nothing in common. */
    private static final class World {

        private PeopleFacts people = PeopleFacts.NOBODY;

        private record Pair(SubjectId approver, SubjectId reviewer) {}

        void requireTwo(Set<SubjectId> requesters, Set<SubjectId> approvers) {
            Set<SubjectId> asking = humans(requesters.stream());
            List<Pair> pairs = approvers.stream()
                    .flatMap(this::pairs)
                    .filter(pair -> areStrangers(humans(pair), asking))
                    .toList();
            assertThat(pairs)
                    .as("pairs of approvers and reviewers that are independent of each other: " + people)
                    .anyMatch(one -> pairs.stream().anyMatch(other -> areStrangers(humans(one), humans(other))));
        }

        private Stream<Pair> pairs(SubjectId approver) {
            Stream<SubjectId> lenders = people.delegations().stream()
                    .filter(delegation -> delegation.to().equals(approver))
                    .map(Delegation::by);
            return Stream.concat(Stream.of(approver), lenders)
                    .filter(reviewer -> people.groupsOf(reviewer).contains("reviewer"))
                    .map(reviewer -> new Pair(approver, reviewer));
        }

        private Set<SubjectId> humans(Pair pair) {
            return humans(Stream.of(pair.approver(), pair.reviewer()));
        }

        private Set<SubjectId> humans(Stream<SubjectId> accounts) {
            Set<SubjectId> humans = new HashSet<>();
            accounts.forEach(account -> {
                humans.add(account);
                humans.add(people.person(account));
            });
            return humans;
        }

        private boolean areStrangers(Set<SubjectId> some, Set<SubjectId> others) {
            return some.stream().noneMatch(others::contains) && !made(some, others) && !made(others, some);
        }

        private boolean made(Set<SubjectId> makers, Set<SubjectId> accounts) {
            return accounts.stream()
                    .anyMatch(account -> people.makers().containsKey(account)
                            && makers.contains(people.makers().get(account)));
        }
    }

    @Provide
    static Arbitrary<List<Step>> sequences() {
        return Combinators.combine(kind(), change(), Arbitraries.of(EVERYBODY), people())
                .as((kind, change, actor, people) -> new Step(command(kind, change, actor, people), people))
                .list()
                .ofMinSize(10)
                .ofMaxSize(40);
    }

    private enum Kind {
        REQUEST,
        APPROVE,
        WITHDRAW,
        PERFORM
    }

    private static Arbitrary<Kind> kind() {
        return Arbitraries.frequency(
                Tuple.of(2, Kind.REQUEST),
                Tuple.of(10, Kind.APPROVE),
                Tuple.of(1, Kind.WITHDRAW),
                Tuple.of(1, Kind.PERFORM));
    }

    private static Arbitrary<Change> change() {
        return Arbitraries.of(
                new Change.OfAlias("champion", 1, null),
                new Change.OfAlias("champion", 1, null),
                new Change.OfAlias("champion", 2, null));
    }

    /** Mostly the same few circumstances, so that approvals stand long enough to be counted. */
    private static Arbitrary<PeopleFacts> people() {
        Arbitrary<List<Delegation>> delegations = Arbitraries.frequency(
                Tuple.of(4, List.of(lent(BOB_THE_REVIEWER, DAN))),
                Tuple.of(2, List.of(lent(BOB_THE_REVIEWER, DAN), lent(ADA_THE_ADMIN, ANN_THE_CONTRIBUTOR))),
                Tuple.of(1, List.of(lent(BOB_THE_REVIEWER, DAN), lent(CAROL_THE_REVIEWER, DAN))),
                Tuple.of(2, List.of(lent(BOB_THE_REVIEWER, DAN), lent(CAROL_THE_REVIEWER, ANN_THE_CONTRIBUTOR))),
                Tuple.of(1, List.of(lent(CAROL_THE_REVIEWER, ROBOT))),
                Tuple.of(1, List.of()));
        Arbitrary<Map<SubjectId, SubjectId>> persons = Arbitraries.frequency(
                Tuple.of(3, Map.of()),
                Tuple.of(1, Map.of(ROBOT.subject(), BOB_THE_REVIEWER.subject())),
                Tuple.of(1, Map.of(ROBOT.subject(), ANN_THE_CONTRIBUTOR.subject())));
        Arbitrary<Map<SubjectId, SubjectId>> makers = Arbitraries.frequency(
                Tuple.of(3, Map.of()),
                Tuple.of(1, Map.of(DAN.subject(), ANN_THE_CONTRIBUTOR.subject())),
                Tuple.of(1, Map.of(BOB_THE_REVIEWER.subject(), ANN_THE_CONTRIBUTOR.subject())),
                Tuple.of(1, Map.of(ROBOT.subject(), CAROL_THE_REVIEWER.subject())),
                Tuple.of(1, Map.of(CAROL_THE_REVIEWER.subject(), BOB_THE_REVIEWER.subject())));
        return Combinators.combine(delegations, persons, makers)
                .as((lent, behind, made) -> new PeopleFacts(behind, made, groups(), lent));
    }

    private static Delegation lent(Actor by, Actor to) {
        return new Delegation(
                new DelegationId(by.subject() + " to " + to.subject()),
                by.subject(),
                to.subject(),
                Facts.NOW.minusSeconds(60),
                Facts.NOW.plusSeconds(60));
    }

    private static Map<SubjectId, Set<String>> groups() {
        Map<SubjectId, Set<String>> groups = new HashMap<>(Facts.PEOPLE.groups());
        groups.put(DAN.subject(), Set.of("viewer", "contributor"));
        groups.put(ROBOT.subject(), Set.of("viewer", "contributor", "reviewer"));
        return groups;
    }

    private static DecisionFacts facts(PeopleFacts people) {
        return Facts.with(people, Facts.under(TWO_REVIEWERS));
    }

    private static Command command(Kind kind, Change change, Actor actor, PeopleFacts people) {
        return switch (kind) {
            case REQUEST ->
                new ChangeCommand.Request(CHURN, new RequestId(Uuid7.hex()), change, actor, null, facts(people));
            case APPROVE -> new ChangeCommand.Approve(CHURN, change, false, null, actor, null, facts(people));
            case WITHDRAW -> new ChangeCommand.Withdraw(CHURN, change, actor, null);
            case PERFORM ->
                new RegisteredModelCommand.SetAlias(
                        CHURN, "champion", change.candidate() == null ? 1 : change.candidate(), actor, facts(people));
        };
    }

    private static Command aVersion() {
        return new RegisteredModelCommand.CreateVersion(
                CHURN, "s3://b", "s3://b", null, null, null, null, List.of(), ANN_THE_CONTRIBUTOR, facts(Facts.PEOPLE));
    }
}
