package io.countersign.registeredmodel;

import static io.countersign.identity.People.ADA_THE_ADMIN;
import static io.countersign.identity.People.ANN_THE_CONTRIBUTOR;
import static io.countersign.identity.People.BOB_THE_REVIEWER;
import static io.countersign.identity.People.CAROL_THE_REVIEWER;
import static io.countersign.identity.People.VIC_THE_VIEWER;

import io.countersign.identity.Actor;
import io.countersign.identity.Role;
import io.countersign.identity.SubjectId;
import io.countersign.policy.Approval;
import io.countersign.policy.ApprovalRule;
import io.countersign.policy.Case;
import io.countersign.policy.Change;
import io.countersign.policy.Conditions;
import io.countersign.policy.DecisionFacts;
import io.countersign.policy.GovernedModel;
import io.countersign.policy.NamePattern;
import io.countersign.policy.OpenThread;
import io.countersign.policy.Party;
import io.countersign.policy.PeopleFacts;
import io.countersign.policy.Policy;
import io.countersign.policy.PolicyDocument;
import io.countersign.policy.PolicyRevision;
import io.countersign.policy.Quorum;
import io.countersign.policy.Rule;
import io.countersign.policy.Scope;
import io.countersign.policy.Trigger;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the edge read before a command came, in the tests. */
public final class Facts {

    /** A Monday noon. */
    public static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    public static final PolicyRevision FOUR_EYES = new PolicyRevision("four-eyes", 1);

    public static final Conditions NO_CONDITIONS = (expression, about) -> {
        throw new Conditions.ConditionFailed("There are no conditions in these tests.");
    };

    /** Everybody with their roles, whom nobody made and who have nobody's word but their own. */
    public static final PeopleFacts PEOPLE = new PeopleFacts(Map.of(), Map.of(), groups(), List.of());

    private static final Trigger INTO_SERVICE =
            new Trigger.StageChange(Set.of(), Set.of(Stage.STAGING, Stage.PRODUCTION));
    private static final Trigger PROTECTED_ALIAS = new Trigger.AliasChange(new NamePattern("production"));

    /** What ships: a reviewer approves what another person asked for. */
    public static final DecisionFacts UNDER_FOUR_EYES = under(policy(
            FOUR_EYES,
            List.of(INTO_SERVICE, PROTECTED_ALIAS),
            new ApprovalRule(new Quorum.Of("reviewer", 1), Set.of(Party.REQUESTER))));

    private Facts() {}

    public static Policy policy(PolicyRevision revision, List<Trigger> triggers, Rule... rules) {
        Scope scope = new Scope(List.of(), Map.of(), Set.of(), triggers);
        return new Policy(revision, new PolicyDocument(revision.name(), "", scope, List.of(rules), null, null));
    }

    /** The same, with other people. */
    public static DecisionFacts with(PeopleFacts people, DecisionFacts facts) {
        return new DecisionFacts(
                facts.at(),
                facts.readAt(),
                facts.policies(),
                facts.parties(),
                people,
                facts.checks(),
                facts.evidence(),
                facts.checklists(),
                facts.threads(),
                facts.candidate(),
                facts.holder(),
                facts.subject());
    }

    /** The same, read at another time. */
    public static DecisionFacts at(Instant now, DecisionFacts facts) {
        return new DecisionFacts(
                now,
                facts.readAt(),
                facts.policies(),
                facts.parties(),
                facts.people(),
                facts.checks(),
                facts.evidence(),
                facts.checklists(),
                facts.threads(),
                facts.candidate(),
                facts.holder(),
                facts.subject());
    }

    public static DecisionFacts under(Policy... policies) {
        return with(List.of(), policies);
    }

    /** With threads that are open on the requests for the change. */
    public static DecisionFacts with(List<OpenThread> threads, Policy... policies) {
        return new DecisionFacts(
                NOW,
                new TreeMap<>(),
                List.of(policies),
                Map.of(),
                PEOPLE,
                List.of(),
                List.of(),
                List.of(),
                threads,
                null,
                null,
                new TreeMap<>(Map.of("artifacts", "d1")));
    }

    /** The same, with accounts that others made. */
    static DecisionFacts withMakers(DecisionFacts read, Map<SubjectId, SubjectId> makers) {
        PeopleFacts people = read.people();
        return with(new PeopleFacts(people.persons(), makers, people.groups(), people.delegations()), read);
    }

    /** What Ann asked for, and these reviewers approved. */
    static Case askedByAnn(Change change, Actor... approvers) {
        return new Case(
                new GovernedModel("churn", Map.of()),
                change,
                Map.of(Party.REQUESTER, Set.of(ANN_THE_CONTRIBUTOR.subject())),
                Map.of(),
                Stream.of(approvers)
                        .map(by -> new Approval(by.subject(), Set.of("reviewer"), NOW, null))
                        .toList(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                NOW,
                NOW);
    }

    private static Map<SubjectId, Set<String>> groups() {
        Map<SubjectId, Set<String>> groups = new HashMap<>();
        Stream.of(VIC_THE_VIEWER, ANN_THE_CONTRIBUTOR, BOB_THE_REVIEWER, CAROL_THE_REVIEWER, ADA_THE_ADMIN)
                .forEach(person -> groups.put(person.subject(), roles(person)));
        return groups;
    }

    private static Set<String> roles(Actor person) {
        return Arrays.stream(Role.values()).filter(person::has).map(Role::label).collect(Collectors.toSet());
    }
}
