package io.countersign.simulation;

import io.countersign.identity.SubjectId;
import io.countersign.policy.ApprovalRule;
import io.countersign.policy.BreakGlass;
import io.countersign.policy.Case;
import io.countersign.policy.Change;
import io.countersign.policy.Conditions;
import io.countersign.policy.Evaluation;
import io.countersign.policy.Finding;
import io.countersign.policy.FirstMoment;
import io.countersign.policy.GovernedModel;
import io.countersign.policy.Policy;
import io.countersign.policy.Rule;
import io.countersign.policy.Tally;
import io.countersign.policy.TimingRule;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Holds past decisions against one policy, by the very rules that decide. Not for several threads. */
final class Trial {

    private static final String EXPIRY = "expires-after";

    private final Policy policy;
    private final Conditions conditions;
    private final Map<SubjectId, Set<String>> today;
    private final Map<String, List<SubjectId>> members = new HashMap<>();
    private final List<ApprovalRule> approvals;
    private final List<TimingRule> times;

    /** @param today those who may approve, with the groups that they are in */
    Trial(Policy policy, Conditions conditions, Map<SubjectId, Set<String>> today) {
        this.policy = policy;
        this.conditions = conditions;
        this.today = today;
        this.approvals = rules(policy, ApprovalRule.class);
        this.times = rules(policy, TimingRule.class);
    }

    private static <R extends Rule> List<R> rules(Policy policy, Class<R> kind) {
        return policy.document().rules().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    Policy policy() {
        return policy;
    }

    boolean covers(GovernedModel model, List<Change> changes) {
        return changes.stream().anyMatch(change -> policy.document().scope().covers(model, change));
    }

    /** Empty when it has no say in it. */
    Optional<Judgement> on(PastDecision past) {
        List<Case> covered = past.cases().filter(policy::covers).toList();
        return covered.isEmpty() ? Optional.empty() : Optional.of(judge(past, covered));
    }

    private Judgement judge(PastDecision past, List<Case> covered) {
        Map<String, Opinion> opinions = new LinkedHashMap<>();
        covered.stream()
                .flatMap(about -> opinions(about, past))
                .forEach(opinion -> opinions.merge(opinion.rule(), opinion, Opinion::and));
        expiry(past).ifPresent(opinion -> opinions.put(opinion.rule(), opinion));
        SortedMap<String, Integer> missing = new TreeMap<>();
        Map<String, Set<SubjectId>> able = new HashMap<>();
        covered.forEach(about -> approvals.forEach(rule -> lookForApprovers(rule, about, missing, able)));
        return new Judgement(List.copyOf(opinions.values()), missing, able, time(past));
    }

    private Stream<Opinion> opinions(Case about, PastDecision past) {
        List<Rule> rules = policy.document().rules();
        List<Finding> findings = Evaluation.of(about, List.of(policy), conditions)
                .policies()
                .getFirst()
                .findings();
        boolean broken = isPassedBy(past.broken());
        return IntStream.range(0, rules.size())
                .mapToObj(i -> opinion(rules.get(i), findings.get(i), about, past.known()))
                .map(opinion -> broken ? opinion.bypassed() : opinion);
    }

    private boolean isPassedBy(@Nullable Broken broken) {
        BreakGlass rule = policy.document().breakGlass();
        return broken != null && rule != null && broken.wasAllowedBy(rule);
    }

    private static Opinion opinion(Rule rule, Finding finding, Case about, Known known) {
        return known.missing(rule, about, finding)
                .map(what -> new Opinion(rule.name(), Outcome.UNKNOWN, "It is not known " + what + "."))
                .orElseGet(() -> new Opinion(
                        rule.name(), finding.status().lets() ? Outcome.PASSES : Outcome.FAILS, finding.says()));
    }

    private Optional<Opinion> expiry(PastDecision past) {
        Duration longest = policy.document().expiresAfter();
        boolean over = policy.isOver(past.askedAt(), past.about().at());
        return longest == null
                ? Optional.empty()
                : Optional.of(
                        over
                                ? new Opinion(
                                        EXPIRY,
                                        Outcome.FAILS,
                                        "The request would have expired at "
                                                + past.askedAt().plus(longest) + ".")
                                : new Opinion(EXPIRY, Outcome.PASSES, "It was decided in time."));
    }

    private void lookForApprovers(
            ApprovalRule rule, Case about, SortedMap<String, Integer> missing, Map<String, Set<SubjectId>> able) {
        Tally tally = rule.tally(about);
        tally.missing().forEach((group, count) -> {
            missing.merge(group, count, Math::max);
            able.merge(group, able(rule, about, group, tally), Trial::both);
        });
    }

    private Set<SubjectId> able(ApprovalRule rule, Case about, String group, Tally tally) {
        return members.computeIfAbsent(group, this::members).stream()
                .filter(person -> !tally.filled().containsKey(person) && rule.mayCount(person, about))
                .collect(Collectors.toSet());
    }

    private List<SubjectId> members(String group) {
        return today.entrySet().stream()
                .filter(person -> person.getValue().contains(group))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** One approval counts for the change and for what it brings with it. */
    private static Set<SubjectId> both(Set<SubjectId> one, Set<SubjectId> other) {
        return one.stream().filter(other::contains).collect(Collectors.toSet());
    }

    private @Nullable Duration time(PastDecision past) {
        return FirstMoment.of(times, past.askedAt(), past.about().at())
                .map(moment -> Duration.between(past.about().at(), moment))
                .orElse(null);
    }
}
