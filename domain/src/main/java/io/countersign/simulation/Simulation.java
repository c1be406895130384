package io.countersign.simulation;

import io.countersign.identity.SubjectId;
import io.countersign.policy.Change;
import io.countersign.policy.Conditions;
import io.countersign.policy.GovernedModel;
import io.countersign.policy.NamePattern;
import io.countersign.policy.Policy;
import io.countersign.simulation.Report.Comparison;
import io.countersign.simulation.Report.Failure;
import io.countersign.simulation.Report.Requests;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Asks of each change that was made what a draft would have said of it. What it holds grows with the decisions that fail,
 * by a few numbers each, and not with the log. Not for several threads.
 */
public final class Simulation implements Onlooker {

    private final Question question;
    private final Trial draft;
    private final @Nullable Trial replaced;
    private final Bottlenecks bottlenecks = new Bottlenecks();
    private final Delays delays = new Delays();
    private final SortedMap<String, Counts> rules = new TreeMap<>();
    private final SortedMap<YearMonth, Counts> months = new TreeMap<>();
    private final Map<Ending, Requests> endings = new EnumMap<>(Ending.class);
    private final Deque<Failed> failures = new ArrayDeque<>();
    private Counts covered = Counts.NONE;
    private Counts coveredBefore = Counts.NONE;
    private int looked;
    private int rebuilt;
    private int newlyFailing;
    private int noLongerFailing;

    /**
     * Which decisions are looked at.
     *
     * @param since from then on; null for from the first one
     * @param until before then; null for to the last one
     * @param model names of models, as they were when it was decided
     * @param limit how many of the failing ones are told one by one
     */
    public record Question(
            @Nullable Instant since, @Nullable Instant until, NamePattern model, int limit) {

        private boolean isAbout(GovernedModel of, Instant at) {
            return (since == null || !at.isBefore(since))
                    && (until == null || at.isBefore(until))
                    && model.matches(of.name());
        }
    }

    /** What is told of one decision, but for the estimate, which takes the whole history. */
    private record Failed(
            PastDecision decision,
            Judgement judgement,
            @Nullable Outcome before) {}

    /**
     * @param replaced the policy in force whose place the draft would take; null when there is none
     * @param today those who may approve, with the groups that they are in
     */
    public Simulation(
            Question question,
            Policy draft,
            @Nullable Policy replaced,
            Conditions conditions,
            Map<SubjectId, Set<String>> today) {
        this.question = question;
        this.draft = new Trial(draft, conditions, today);
        this.replaced = replaced == null ? null : new Trial(replaced, conditions, today);
    }

    @Override
    public boolean asks(GovernedModel model, List<Change> change, Instant at) {
        if (!question.isAbout(model, at)) {
            return false;
        }
        looked++;
        return draft.covers(model, change) || (replaced != null && replaced.covers(model, change));
    }

    @Override
    public void decided(PastDecision decision) {
        Optional<Judgement> now = draft.on(decision);
        Optional<Judgement> before = Optional.ofNullable(replaced).flatMap(policy -> policy.on(decision));
        before.ifPresent(judgement -> coveredBefore = coveredBefore.and(Counts.of(judgement.outcome())));
        now.ifPresent(judgement -> add(decision, judgement, before));
        boolean fails = fails(now);
        newlyFailing += fails && !fails(before) ? 1 : 0;
        noLongerFailing += fails(before) && !fails ? 1 : 0;
    }

    private static boolean fails(Optional<Judgement> judgement) {
        return judgement.filter(each -> each.outcome() == Outcome.FAILS).isPresent();
    }

    private void add(PastDecision decision, Judgement judgement, Optional<Judgement> before) {
        Counts one = Counts.of(judgement.outcome());
        covered = covered.and(one);
        rebuilt += decision.known().read() ? 0 : 1;
        months.merge(YearMonth.from(decision.at().atOffset(ZoneOffset.UTC)), one, Counts::and);
        judgement.opinions().forEach(opinion -> rules.merge(opinion.rule(), Counts.of(opinion.outcome()), Counts::and));
        if (judgement.outcome() == Outcome.FAILS) {
            bottlenecks.add(judgement);
            delays.add(decision, judgement);
            remember(new Failed(
                    decision, judgement, before.map(Judgement::outcome).orElse(null)));
        }
    }

    private void remember(Failed failed) {
        failures.addFirst(failed);
        if (failures.size() > question.limit()) {
            failures.removeLast();
        }
    }

    @Override
    public void approved(Set<String> groups, Duration after) {
        bottlenecks.approved(groups, after);
    }

    @Override
    public void ended(Ending how, int requests, GovernedModel model, Change change, Instant at) {
        if (question.isAbout(model, at)) {
            endings.merge(
                    how,
                    Requests.NONE.and(requests, draft.covers(model, List.of(change))),
                    (one, other) -> new Requests(one.all() + other.all(), one.covered() + other.covered()));
        }
    }

    public Report report() {
        Map<String, Spread> usual = bottlenecks.usual();
        return new Report(
                looked,
                rebuilt,
                covered,
                rules,
                months,
                new TreeMap<>(endings),
                bottlenecks.all(usual),
                delays.waiting(usual),
                replaced == null
                        ? null
                        : new Comparison(replaced.policy().revision(), coveredBefore, newlyFailing, noLongerFailing),
                failures.stream().map(failed -> failure(failed, usual)).toList());
    }

    private static Failure failure(Failed failed, Map<String, Spread> usual) {
        PastDecision decision = failed.decision();
        Judgement judgement = failed.judgement();
        return new Failure(
                decision.event(),
                decision.at(),
                decision.about().model().name(),
                decision.about().change(),
                judgement.objections().toList(),
                judgement.missing(),
                judgement.time(),
                Bottlenecks.estimate(judgement.missing().keySet(), decision.waited(), usual, Spread::median)
                        .orElse(null),
                failed.before());
    }
}
