package io.countersign.simulation;

import io.countersign.identity.SubjectId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a policy would have said of one decision.
 *
 * @param opinions one of each of its rules, and one on the life of the request where that is limited
 * @param missing how many approvals more by which group
 * @param able who could give them: those who are in the group today, have no part in it and did not approve
 * @param time how much later its rules of time would have let it; zero where they did, null where they never would
 */
record Judgement(
        List<Opinion> opinions,
        SortedMap<String, Integer> missing,
        Map<String, Set<SubjectId>> able,
        @Nullable Duration time) {

    Outcome outcome() {
        return opinions.stream().map(Opinion::outcome).reduce(Outcome.PASSES, Outcome::and);
    }

    Stream<Opinion> objections() {
        return opinions.stream().filter(opinion -> opinion.outcome() != Outcome.PASSES);
    }
}
