package io.countersign.simulation;

import io.countersign.policy.BreakGlass;
import java.time.Duration;
import java.util.Set;

/**
 * That two people broke the glass for a change.
 *
 * @param time for which they did
 * @param groups that both of them were in
 */
public record Broken(Duration time, Set<String> groups) {

    public Broken {
        groups = Set.copyOf(groups);
    }

    boolean wasAllowedBy(BreakGlass rule) {
        return groups.contains(rule.group()) && time.compareTo(rule.longest()) <= 0;
    }
}
