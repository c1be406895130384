package io.countersign.policy;

import java.time.Duration;

/**
 * How two people may make a change, for a time, although rules do not let it pass yet. A veto holds all the same.
 *
 * @param group that both have to be in
 * @param longest for how long at most it then stands without a regular approval
 */
public record BreakGlass(String group, Duration longest) {}
