package io.countersign.registeredmodel;

import io.countersign.RestsOnFacts;
import io.countersign.identity.Actor;
import io.countersign.identity.SubjectId;
import io.countersign.policy.Approval;
import io.countersign.policy.Bypass;
import io.countersign.policy.Case;
import io.countersign.policy.Change;
import io.countersign.policy.Conditions;
import io.countersign.policy.Decided;
import io.countersign.policy.DecisionFacts;
import io.countersign.policy.Electorate;
import io.countersign.policy.Evaluation;
import io.countersign.policy.Party;
import io.countersign.policy.Policy;
import io.countersign.policy.PolicyFindings;
import io.countersign.policy.PolicyRevision;
import io.countersign.policy.Veto;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks the policies about changes to one model, by the facts that came with one command. */
final class Judge {

    private final ModelState model;
    private final Actor actor;
    private final DecisionFacts facts;
    private final Conditions conditions;

    Judge(ModelState model, Actor actor, DecisionFacts facts, Conditions conditions) {
        this.model = model;
        this.actor = actor;
        this.facts = facts;
        this.conditions = conditions;
    }

    /** The policies on what else the change does must let it pass too. */
    Verdict on(Plan plan) {
        return actor.alone()
                ? Verdict.ALONE
                : verdict(plan, standing(plan.change(), plan.consequences()).evaluation(), null);
    }

    /** As it is once two people have broken the glass. */
    Verdict bypassing(Plan plan, Bypass bypass) {
        Evaluation evaluation =
                standing(plan.change(), plan.consequences()).evaluation().bypassed();
        return verdict(plan, evaluation, bypass);
    }

    private Verdict verdict(Plan plan, Evaluation evaluation, @Nullable Bypass bypass) {
        Case about = about(plan.change(), model.ballots().on(plan.change()).orElse(null));
        return new Verdict(
                evaluation.lets(),
                evaluation.revisions(),
                evaluation.covered() ? new Decided(about, facts.subject(), facts.readAt(), evaluation, bypass) : null);
    }

    private Evaluation evaluate(Case about) {
        return Evaluation.of(about, facts.policies(), conditions);
    }

    /** @throws io.countersign.rejection.Rejection when the actor's word does not count */
    void requireVoter(Change change) {
        electorate(change).require(facts.people().approvalBy(actor.subject(), facts.at(), null));
    }

    /** What the policies say, and who may decide. */
    Standing standing(Change change, List<Change> consequences) {
        Ballot ballot = model.ballots().on(change).orElse(null);
        Evaluation evaluation = consequences.stream()
                .map(consequence -> evaluate(about(consequence, ballot)))
                .reduce(evaluate(about(change, ballot)), Evaluation::and);
        return new Standing(change, evaluation, electorate(change));
    }

    /** The policies that have a say in it. */
    List<Policy> covering(Change change) {
        Case about = about(change, model.ballots().on(change).orElse(null));
        return facts.policies().stream().filter(policy -> policy.covers(about)).toList();
    }

    /** A policy that lets no request wait as long as those for this change have. */
    Optional<Policy> over(Change change, Ballot ballot) {
        return covering(change).stream()
                .filter(policy -> policy.isOver(ballot.askedAt(), facts.at()))
                .findFirst();
    }

    /** The system closes what has waited too long, in its own time; nobody decides on it until then. */
    void requireInTime(Change change, Ballot ballot) {
        over(change, ballot).ifPresent(policy -> {
            throw Rejection.of(
                    Reason.REQUEST_EXPIRED,
                    "This request has expired: policy %s lets none wait longer than %s. Ask for the change again.",
                    policy.revision().name(),
                    String.valueOf(policy.document().expiresAfter()));
        });
    }

    /** Those that do not let it, or what else it does, pass now. */
    List<Policy> objecting(Plan plan) {
        Set<PolicyRevision> objecting = standing(plan.change(), plan.consequences()).evaluation().policies().stream()
                .filter(findings -> !findings.lets())
                .map(PolicyFindings::policy)
                .collect(Collectors.toSet());
        return facts.policies().stream()
                .filter(policy -> objecting.contains(policy.revision()))
                .toList();
    }

    /** Whether both accounts are those of one person, or one of them was made with the other. */
    boolean areOneHand(SubjectId one, SubjectId other) {
        SubjectId person = facts.people().person(one);
        SubjectId otherPerson = facts.people().person(other);
        return person.equals(otherPerson)
                || person.equals(facts.people().makers().get(otherPerson))
                || otherPerson.equals(facts.people().makers().get(person));
    }

    private Electorate electorate(Change change) {
        return new Electorate(about(change, model.ballots().on(change).orElse(null)), facts.policies());
    }

    Set<String> groups() {
        return facts.people().groupsOf(actor.subject());
    }

    /** Who acts without a request of anybody is the one who wants it. */
    private Case about(Change change, @Nullable Ballot ballot) {
        Map<Party, Set<SubjectId>> parties = new EnumMap<>(Party.class);
        parties.putAll(facts.parties());
        parties.put(Party.REQUESTER, ballot == null ? Set.of(actor.subject()) : ballot.requesters());
        parties.replaceAll((party, accounts) -> facts.people().withPersons(accounts));
        return new Case(
                model.governed(),
                change,
                parties,
                facts.people().makers(),
                ballot == null ? List.of() : approvals(ballot),
                ballot == null ? List.of() : vetoes(ballot),
                facts.checks(),
                facts.evidence(),
                facts.checklists(),
                facts.threads(),
                facts.candidate(),
                facts.holder(),
                ballot == null ? null : ballot.askedAt(),
                facts.at());
    }

    private List<Approval> approvals(Ballot ballot) {
        requirePinned(ballot);
        return ballot.approvals().stream()
                .filter(given -> given.changedSince(facts.subject()).isEmpty())
                .map(given -> facts.people().approvalBy(given.by(), given.at(), given.meaning()))
                .toList();
    }

    private List<Veto> vetoes(Ballot ballot) {
        return ballot.vetoes().stream()
                .map(veto -> new Veto(facts.people().person(veto.by()), veto.at(), veto.dismissed()))
                .toList();
    }

    /** What came with the command must be what the requests were made under; else it was read at another moment. */
    private void requirePinned(Ballot ballot) {
        if (!ballot.policies().isEmpty() && !Set.copyOf(ballot.policies()).equals(Set.copyOf(facts.revisions()))) {
            throw new RestsOnFacts.FactsChanged(model.id().stream());
        }
    }

    /** Whose approval counts no more, with the names of the facts that are not what they were. */
    Map<SubjectId, List<String>> stale(Ballot ballot) {
        return ballot.approvals().stream()
                .filter(given -> !given.changedSince(facts.subject()).isEmpty())
                .collect(Collectors.toMap(Ballot.Given::by, given -> given.changedSince(facts.subject())));
    }

    Optional<Ballot.Given> ownApproval(Ballot ballot) {
        return ballot.approvalBy(actor.subject());
    }
}
