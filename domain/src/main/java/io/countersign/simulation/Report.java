package io.countersign.simulation;

import io.countersign.identity.SubjectId;
import io.countersign.policy.Change;
import io.countersign.policy.PolicyRevision;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a draft would have meant for the changes that were made.
 *
 * @param looked at how many changes, covered or not
 * @param rebuilt how many of those that the draft covers stored nothing of what they rested on
 * @param covered what it would have said
 * @param rules by the names of the rules
 * @param months in UTC
 * @param endings of the requests that did not lead to the change
 * @param comparison null where it replaces nothing
 * @param failures newest first, no more than were asked for
 */
public record Report(
        int looked,
        int rebuilt,
        Counts covered,
        SortedMap<String, Counts> rules,
        SortedMap<YearMonth, Counts> months,
        SortedMap<Onlooker.Ending, Requests> endings,
        List<Bottleneck> bottlenecks,
        Waiting waiting,
        @Nullable Comparison comparison,
        List<Failure> failures) {

    /** How many requests ended so, and of how many of these the draft would have had a say. */
    public record Requests(int all, int covered) {

        static final Requests NONE = new Requests(0, 0);

        Requests and(int more, boolean areCovered) {
            return new Requests(all + more, covered + (areCovered ? more : 0));
        }
    }

    /**
     * A group whose approvals would have been missing.
     *
     * @param decisions that would have waited for it
     * @param approvals that are missing in all
     * @param nobody of how many decisions nobody who is in it today could have given one
     * @param people who could have, and in how many decisions; most first
     * @param took how long approvals of this group took after the request, be they in what the draft covers or not
     */
    public record Bottleneck(
            String group, int decisions, int approvals, int nobody, Map<SubjectId, Integer> people, Spread took) {}

    /**
     * How much later the failing decisions could have been made.
     *
     * @param time exactly, by rules of time: of those that these would have held up
     * @param never how many of them these would have held up for more than ten years
     * @param approvals estimated: of those that lack approvals, had these come as late as half of their group's did
     * @param late the same, had they come as late as nine tenths of their group's did
     * @param withoutEstimate how many lack approvals by a group of which no approval is in the log
     */
    public record Waiting(Spread time, int never, Spread approvals, Spread late, int withoutEstimate) {}

    /**
     * The draft beside the policy in force that it would replace, both asked about the same decisions.
     *
     * @param covered what that policy would have said
     * @param newlyFailing that policy lets them or has no say, and the draft does not let them
     * @param noLongerFailing the other way round
     */
    public record Comparison(PolicyRevision policy, Counts covered, int newlyFailing, int noLongerFailing) {}

    /**
     * A decision that the draft would not have let pass.
     *
     * @param objections what failed or is not known
     * @param missing how many approvals more by which group
     * @param time how much later its rules of time would have let it; zero where they did, null where they never would
     * @param approvals an estimate of how much later the missing approvals would have come; null where there is none
     * @param before what the policy that it would replace says; null where it has no say
     */
    public record Failure(
            String event,
            Instant at,
            String model,
            Change change,
            List<Opinion> objections,
            SortedMap<String, Integer> missing,
            @Nullable Duration time,
            @Nullable Duration approvals,
            @Nullable Outcome before) {}
}
