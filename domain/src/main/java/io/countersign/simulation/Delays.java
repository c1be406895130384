package io.countersign.simulation;

import io.countersign.simulation.Report.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** How much later failing decisions could have been made. Not for several threads. */
final class Delays {

    private final Durations time = new Durations();
    private final List<Lacking> lacking = new ArrayList<>();
    private final Map<Set<String>, Set<String>> kept = new HashMap<>();
    private int never;

    /** A decision that lacks approvals, and how long it had waited. */
    private record Lacking(Set<String> groups, Duration waited) {}

    void add(PastDecision decision, Judgement judgement) {
        if (judgement.time() == null) {
            never++;
        } else if (!judgement.time().isZero()) {
            time.add(judgement.time());
        }
        if (!judgement.missing().isEmpty()) {
            Set<String> groups = Set.copyOf(judgement.missing().keySet());
            lacking.add(new Lacking(kept.computeIfAbsent(groups, Function.identity()), decision.waited()));
        }
    }

    /** @param usual how long approvals take, by group */
    Waiting waiting(Map<String, Spread> usual) {
        Spread asUsual = estimates(usual, Spread::median);
        return new Waiting(
                time.spread(), never, asUsual, estimates(usual, Spread::p90), lacking.size() - asUsual.count());
    }

    private Spread estimates(Map<String, Spread> usual, Function<Spread, Duration> late) {
        Durations estimates = new Durations();
        lacking.forEach(each ->
                Bottlenecks.estimate(each.groups(), each.waited(), usual, late).ifPresent(estimates::add));
        return estimates.spread();
    }
}
