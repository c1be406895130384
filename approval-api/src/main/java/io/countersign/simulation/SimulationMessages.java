package io.countersign.simulation;

import io.countersign.governance.RequestMessages.ChangeMessage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The messages of what-if. Times are ISO 8601 durations. */
final class SimulationMessages {

    static final int MOST_PEOPLE = 50;

    private SimulationMessages() {}

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
     * @param people who could have given them, those first who could have given most, {@value #MOST_PEOPLE} at most
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

    /** @param count of how many; the times are missing where there are none */
    record Spread(
            int count,
            @Nullable String median,
            @Nullable String p90,
            @Nullable String longest,
            @Nullable String total) {

        static Spread of(io.countersign.simulation.Spread spread) {
            return spread.count() == 0
                    ? new Spread(0, null, null, null, null)
                    : new Spread(
                            spread.count(),
                            spread.median().toString(),
                            spread.p90().toString(),
                            spread.longest().toString(),
                            spread.total().toString());
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
}
