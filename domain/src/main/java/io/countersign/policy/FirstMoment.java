package io.countersign.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** When rules of time let a change be made. */
public final class FirstMoment {

    /** What opens later than that does not open. */
    private static final Duration HORIZON = Duration.ofDays(3_660);

    private FirstMoment() {}

    /**
     * The first moment from one on at which all of the rules let it; empty when there is none in the next ten years.
     *
     * @param askedAt when the change was asked for
     */
    public static Optional<Instant> of(List<? extends TimingRule> rules, Instant askedAt, Instant from) {
        Instant horizon = from.plus(HORIZON);
        Optional<Instant> before = Optional.empty();
        Optional<Instant> moment = Optional.of(from);
        while (moment.isPresent() && !moment.equals(before)) {
            before = moment;
            for (TimingRule rule : rules) {
                moment = moment.filter(each -> each.isBefore(horizon)).flatMap(each -> rule.opening(each, askedAt));
            }
        }
        return moment.filter(each -> each.isBefore(horizon));
    }
}
