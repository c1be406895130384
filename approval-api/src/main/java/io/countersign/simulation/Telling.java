package io.countersign.simulation;

import io.countersign.governance.ChangeMessages;
import io.countersign.identity.SubjectId;
import io.countersign.policy.PolicyDocument;
import io.countersign.simulation.Simulation.Question;
import io.countersign.simulation.SimulationMessages.AddedWaiting;
import io.countersign.simulation.SimulationMessages.Answer;
import io.countersign.simulation.SimulationMessages.Bottleneck;
import io.countersign.simulation.SimulationMessages.Ended;
import io.countersign.simulation.SimulationMessages.Failing;
import io.countersign.simulation.SimulationMessages.MonthCounts;
import io.countersign.simulation.SimulationMessages.Objection;
import io.countersign.simulation.SimulationMessages.Replaced;
import io.countersign.simulation.SimulationMessages.RuleCounts;
import io.countersign.simulation.SimulationMessages.Somebody;
import io.countersign.simulation.SimulationMessages.Totals;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells a report as the API has it.
 *
 * @param names of people by their ids
 */
record Telling(Map<SubjectId, String> names) {

    private static final int DIGITS = 10_000;

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
                report.failures().stream().map(Telling::failing).toList(),
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
                        .limit(SimulationMessages.MOST_PEOPLE)
                        .map(person -> new Somebody(
                                names.getOrDefault(
                                        person.getKey(), person.getKey().value()),
                                person.getValue()))
                        .toList(),
                SimulationMessages.Spread.of(group.took()));
    }

    private static AddedWaiting waiting(Report.Waiting waiting) {
        return new AddedWaiting(
                SimulationMessages.Spread.of(waiting.time()),
                waiting.never(),
                SimulationMessages.Spread.of(waiting.approvals()),
                SimulationMessages.Spread.of(waiting.late()),
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
