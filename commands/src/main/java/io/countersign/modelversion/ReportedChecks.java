package io.countersign.modelversion;

import io.countersign.identity.SubjectId;
import io.countersign.policy.CheckResult.State;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What jobs have said of their checks of one version. */
final class ReportedChecks {

    /** By the names of check and job. */
    private final Map<String, Map<String, Job>> checks = new HashMap<>();

    /** @param said by the states that it went through */
    private record Job(SubjectId reporter, EnumMap<State, Said> said) {

        State state() {
            return said.keySet().stream().max(State::compareTo).orElseThrow();
        }
    }

    private record Said(@Nullable String link, @Nullable String digest) {

        static Said in(ModelVersionCommand.ReportCheck report) {
            return new Said(report.link(), report.digest());
        }

        @Override
        public String toString() {
            return (digest == null ? "no digest" : "the digest " + digest)
                    + (link == null ? " and no link" : " and the link " + link);
        }
    }

    /**
     * @return false when the same was reported before. What it says in words is sealed and is not compared: the first
     *     words stay.
     * @throws Rejection when it is another's job, says another thing than before, or does not follow what was said last
     */
    boolean areNewsTo(ModelVersionCommand.ReportCheck report) {
        Job job = checks.getOrDefault(report.check(), Map.of()).get(report.externalId());
        if (job == null) {
            return true;
        }
        requireReporter(job, report);
        Said before = job.said().get(report.state());
        if (before == null) {
            requireForward(job, report);
            return true;
        }
        requireSame(before, report);
        return false;
    }

    private static void requireReporter(Job job, ModelVersionCommand.ReportCheck report) {
        if (!report.actor().is(job.reporter())) {
            throw Rejection.of(
                    Reason.NOT_THE_REPORTER,
                    "%s was reported by another first, who alone may say how it goes on; report under an external_id of "
                            + "your own.",
                    named(report));
        }
    }

    private static void requireForward(Job job, ModelVersionCommand.ReportCheck report) {
        if (!report.state().mayFollow(job.state())) {
            throw Rejection.of(
                    Reason.CHECK_MOVED_ON,
                    job.state().isFinal()
                            ? "%s has %s, which is final, and cannot become %s; report another job under an "
                                    + "external_id of its own."
                            : "%s is %s and cannot go back to %s.",
                    named(report),
                    lower(job.state()),
                    lower(report.state()));
        }
    }

    private static void requireSame(Said before, ModelVersionCommand.ReportCheck report) {
        if (!before.equals(Said.in(report))) {
            throw Rejection.of(
                    Reason.CHECK_REPORTED_OTHERWISE,
                    "%s was reported as %s before, with %s and not %s; what was reported does not change, so report "
                            + "another job under an external_id of its own.",
                    named(report),
                    lower(report.state()),
                    before,
                    Said.in(report));
        }
    }

    private static String named(ModelVersionCommand.ReportCheck report) {
        return "The job " + report.externalId() + " of the check " + report.check();
    }

    private static String lower(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    void on(ModelVersionEvent.CheckReported event) {
        checks.computeIfAbsent(event.check(), check -> new HashMap<>())
                .computeIfAbsent(event.externalId(), id -> new Job(event.reporter(), new EnumMap<>(State.class)))
                .said()
                .put(event.state(), new Said(event.link(), event.digest()));
    }
}
