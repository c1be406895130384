package io.countersign.simulation;

import io.countersign.policy.ApprovalRule;
import io.countersign.policy.Case;
import io.countersign.policy.CheckRule;
import io.countersign.policy.ChecklistRule;
import io.countersign.policy.ConditionRule;
import io.countersign.policy.Decided;
import io.countersign.policy.EvidenceRule;
import io.countersign.policy.Finding;
import io.countersign.policy.MetricRule;
import io.countersign.policy.Party;
import io.countersign.policy.Rule;
import io.countersign.policy.RuleStatus;
import io.countersign.policy.ThreadsRule;
import io.countersign.policy.TimingRule;
import io.countersign.policy.VetoRule;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How much is known of what a past decision rested on. A rule that asks for more is not answered by a guess.
 *
 * @param read whether it was read and stored when the decision was taken; else it is told from the log, which knows who
 *     asked, approved and objected, and nothing of checks, documents and runs
 * @param wholeVersions whether all tags, params and metrics of the versions were stored
 * @param metrics of the versions that were stored; a decision stores those that its own rules name
 */
public record Known(boolean read, boolean wholeVersions, Set<String> metrics) {

    /** What the log tells of a decision that stored nothing. */
    public static final Known FROM_THE_LOG = new Known(false, false, Set.of());

    private static final String METRIC = "metric:";
    private static final String CONDITION = "condition:";
    private static final Pattern OF_VERSIONS = Pattern.compile("\\b(version|champion)\\b");
    private static final Pattern OF_VERSIONS_OR_CHECKS = Pattern.compile("\\b(version|champion|checks)\\b");

    public Known {
        metrics = Set.copyOf(metrics);
    }

    public static Known from(Decided decided) {
        Set<String> rules = decided.evaluation().policies().stream()
                .filter(policy -> policy.topic().equals(decided.about().change().topic()))
                .flatMap(policy -> policy.findings().stream())
                .map(Finding::rule)
                .collect(Collectors.toSet());
        return new Known(
                true,
                rules.stream().anyMatch(rule -> rule.startsWith(CONDITION)),
                rules.stream()
                        .filter(rule -> rule.startsWith(METRIC))
                        .map(rule -> rule.substring(METRIC.length()))
                        .collect(Collectors.toSet()));
    }

    /**
     * What a rule would have to know and is not known; empty when its finding holds. To leave out more people can only
     * make approvals fewer, so that those that do not suffice are too few whatever else might be known.
     */
    Optional<String> missing(Rule rule, Case about, Finding finding) {
        return finding.status() == RuleStatus.NOT_APPLICABLE
                ? Optional.empty()
                : switch (rule) {
                    case VetoRule of -> Optional.empty();
                    case TimingRule of -> Optional.empty();
                    case ApprovalRule of -> finding.status().lets() ? unknownParts(of, about) : Optional.empty();
                    case CheckRule of -> unless(read, "what was reported of checks");
                    case EvidenceRule of -> unless(read, "which documents there were");
                    case ChecklistRule of -> unless(read, "how checklists were answered");
                    case ThreadsRule of -> unless(read, "which threads were open");
                    case MetricRule of ->
                        unless(wholeVersions || metrics.contains(of.metric()), "the value of " + of.metric());
                    case ConditionRule of -> unless(suffices(of.expression()), "all that the expression names");
                };
    }

    private Optional<String> unknownParts(ApprovalRule rule, Case about) {
        String parts = rule.apart().stream()
                .filter(party -> party != Party.OWN_ACCOUNT && !about.parties().containsKey(party))
                .map(Party::label)
                .sorted()
                .collect(Collectors.joining(" and the "));
        return unless(read || parts.isEmpty(), "who was the " + parts);
    }

    /** A variable cannot be named but by its name. */
    private boolean suffices(String expression) {
        Pattern unknown = read ? OF_VERSIONS : OF_VERSIONS_OR_CHECKS;
        return wholeVersions || !unknown.matcher(expression).find();
    }

    private static Optional<String> unless(boolean known, String what) {
        return known ? Optional.empty() : Optional.of(what);
    }
}
