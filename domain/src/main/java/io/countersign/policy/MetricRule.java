package io.countersign.policy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A metric is as good as it must be.
 *
 * @param higherIsBetter else lower is; it says what {@code slack} means
 * @param atLeast null for no lower bound
 * @param atMost null for no upper bound
 * @param slack how much worse than the version that is in the target now it may be; null for no comparison
 */
public record MetricRule(
        String metric,
        boolean higherIsBetter,
        @Nullable Double atLeast,
        @Nullable Double atMost,
        @Nullable Double slack)
        implements Rule {

    @Override
    public String name() {
        return "metric:" + metric;
    }

    @Override
    public Finding judge(Case about, Conditions conditions) {
        if (about.concernsNoVersion()) {
            return Finding.notApplicable(name(), Finding.NO_VERSION);
        }
        Double value =
                about.candidate() == null ? null : about.candidate().metrics().get(metric);
        if (value == null || value.isNaN()) {
            return Finding.unsatisfied(
                    name(), "The version's run has no such value.", List.of(), "a value of " + metric);
        }
        List<String> lookedAt = new ArrayList<>(List.of("candidate: " + value));
        Double other = about.holder() == null ? null : about.holder().metrics().get(metric);
        if (slack != null && about.holder() != null) {
            lookedAt.add("version " + about.holder().version() + ": " + other);
        }
        boolean holds = isWithinBounds(value) && (slack == null || about.holder() == null || keepsUp(value, other));
        return holds
                ? Finding.satisfied(name(), "It is good enough.", lookedAt)
                : Finding.unsatisfied(name(), "It is not good enough.", lookedAt, "another version");
    }

    private boolean isWithinBounds(double value) {
        return (atLeast == null || value >= atLeast) && (atMost == null || value <= atMost);
    }

    /** A holder without a value is no yardstick: what cannot be compared does not hold. */
    private boolean keepsUp(double value, @Nullable Double other) {
        if (other == null || other.isNaN() || slack == null) {
            return false;
        }
        return higherIsBetter ? value >= other - slack : value <= other + slack;
    }
}
