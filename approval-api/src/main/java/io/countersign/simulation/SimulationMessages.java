package io.countersign.simulation;

import io.countersign.governance.ChangeMessages;
import io.countersign.governance.RequestMessages.ChangeMessage;
import io.countersign.identity.SubjectId;
import io.countersign.policy.PolicyDocument;
import io.countersign.simulation.Simulation.Question;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells a report as the API has it.
 *
 * @param names of people by their ids
 */
record SimulationMessages(Map<SubjectId, String> names) {

    private static final int DIGITS = 10_000;

    /**
     * @param notKnown what could not be told of the past, in sentences
     * @param failing newest first
     * @param failingLeftOut how many more failed than are told one by one
     */
    record Answer(
            String policy,
            @Nullable Instant since,
            @Nullable Instant until,
            String model,
            Totals totals,
            @Nullable Replaced replaces,
            List<RuleCounts> byRule,
            List<MonthCounts> byMonth,
            List<Bottleneck> bottlenecks,
            AddedWaiting addedWaiting,
            List<Ended> requestsWithoutDecision,
            List<String> notKnown,
            List<Failing> failing,
            int failingLeftOut) {}

    /**
     * @param decisions that were looked at
     * @param covered of how many the draft has a say
     * @param rebuilt how many of these stored nothing of what they rested on
     */
    record Totals(int decisions, int covered, int wouldPass, int wouldFail, int unknown, int rebuilt) {}

    record Replaced(
            String policy,
            int revision,
            int covered,
            int wouldPass,
            int wouldFail,
            int unknown,
            int newlyFailing,
            int noLongerFailing) {}

    record RuleCounts(String rule, int passes, int fails, int unknown) {}

    /** @param month in UTC, for example {@code 2027-01} */
    record MonthCounts(String month, int covered, int wouldPass, int wouldFail, int unknown) {}

    /**
     * @param share of the decisions that the draft has a say in
     * @param usualWait how long the group's approvals took after the request
     */
    record Bottleneck(
            String group,
            int decisions,
            double share,
            int approvalsMissing,
            int decisionsThatNobodyCouldApprove,
            List<Somebody> people,
            Spread usualWait) {}

    /** @param decisions of how many this person could have given a missing approval */
    record Somebody(String user, int decisions) {}

    /** @param decisions of how many; the times are missing where there are none */
    record Spread(
            int decisions,
            @Nullable String median,
            @Nullable String p90,
            @Nullable String longest,
            @Nullable String total) {

        static Spread of(io.countersign.simulation.Spread spread) {
            return spread.count() == 0
                    ? new Spread(0, null, null, null, null)
                    : new Spread(
                            spread.count(),
                            text(spread.median()),
                            text(spread.p90()),
                            text(spread.longest()),
                            text(spread.total()));
        }
    }

    /**
     * @param byTime exact, by waiting times, windows and freezes
     * @param never how many of those would have had to wait for more than ten years
     * @param forApprovals estimated, by the median of what such approvals took
     * @param forLateApprovals estimated, by the 90th percentile of what such approvals took
     * @param withoutEstimate how many lack approvals by a group that never gave one
     */
    record AddedWaiting(Spread byTime, int never, Spread forApprovals, Spread forLateApprovals, int withoutEstimate) {}

    /** @param outcome {@code rejected}, {@code cancelled}, {@code expired} or {@code open} */
    record Ended(String outcome, int requests, int covered) {}

    /**
     * @param missing how many approvals more by which group
     * @param waitsForTime how much longer its rules of time would have held it up; missing when they never let it
     * @param waitsForApprovals an estimate; missing where there is none to be made
     * @param before what the policy in force says: {@code passes}, {@code fails} or {@code unknown}; missing where it has no say
     */
    record Failing(
            String eventId,
            Instant time,
            String model,
            ChangeMessage change,
            List<Objection> rules,
            Map<String, Integer> missing,
            @Nullable String waitsForTime,
            @Nullable String waitsForApprovals,
            @Nullable String before) {}

    /** @param outcome {@code fails} or {@code unknown} */
    record Objection(String rule, String outcome, String says) {}

    Answer answer(PolicyDocument draft, Question question, Report report) {
        Counts covered = report.covered();
        return new Answer(
                draft.name(),
                question.since(),
                question.until(),
                question.model().text(),
                new Totals(
                        report.looked(),
                        covered.all(),
                        covered.passes(),
                        covered.fails(),
                        covered.unknown(),
                        report.rebuilt()),
                report.comparison() == null ? null : replaced(report.comparison()),
                report.rules().entrySet().stream()
                        .map(rule -> counts(rule.getKey(), rule.getValue()))
                        .toList(),
                report.months().entrySet().stream()
                        .map(month -> month(month.getKey().toString(), month.getValue()))
                        .toList(),
                report.bottlenecks().stream()
                        .map(group -> bottleneck(group, covered))
                        .toList(),
                waiting(report.waiting()),
                report.endings().entrySet().stream()
                        .map(ended -> new Ended(
                                word(ended.getKey()),
                                ended.getValue().all(),
                                ended.getValue().covered()))
                        .toList(),
                Unknowns.of(draft, report),
                report.failures().stream().map(SimulationMessages::failing).toList(),
                covered.fails() - report.failures().size());
    }

    private static Replaced replaced(Report.Comparison comparison) {
        Counts covered = comparison.covered();
        return new Replaced(
                comparison.policy().name(),
                comparison.policy().revision(),
                covered.all(),
                covered.passes(),
                covered.fails(),
                covered.unknown(),
                comparison.newlyFailing(),
                comparison.noLongerFailing());
    }

    private static RuleCounts counts(String rule, Counts counts) {
        return new RuleCounts(rule, counts.passes(), counts.fails(), counts.unknown());
    }

    private static MonthCounts month(String month, Counts counts) {
        return new MonthCounts(month, counts.all(), counts.passes(), counts.fails(), counts.unknown());
    }

    private Bottleneck bottleneck(Report.Bottleneck group, Counts covered) {
        return new Bottleneck(
                group.group(),
                group.decisions(),
                (double) Math.round((double) group.decisions() / covered.all() * DIGITS) / DIGITS,
                group.approvals(),
                group.nobody(),
                group.people().entrySet().stream()
                        .map(person -> new Somebody(
                                names.getOrDefault(
                                        person.getKey(), person.getKey().value()),
                                person.getValue()))
                        .toList(),
                Spread.of(group.took()));
    }

    private static AddedWaiting waiting(Report.Waiting waiting) {
        return new AddedWaiting(
                Spread.of(waiting.time()),
                waiting.never(),
                Spread.of(waiting.approvals()),
                Spread.of(waiting.late()),
                waiting.withoutEstimate());
    }

    private static Failing failing(Report.Failure failure) {
        return new Failing(
                failure.event(),
                failure.at(),
                failure.model(),
                ChangeMessages.of(failure.change()),
                failure.objections().stream()
                        .map(opinion -> new Objection(opinion.rule(), word(opinion.outcome()), opinion.says()))
                        .toList(),
                failure.missing(),
                text(failure.time()),
                text(failure.approvals()),
                failure.before() == null ? null : word(failure.before()));
    }

    private static @Nullable String text(@Nullable Duration duration) {
        return duration == null ? null : duration.toString();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
