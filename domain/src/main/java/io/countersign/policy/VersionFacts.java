package io.countersign.policy;

import java.util.Map;

/**
 * What rules look at of a version.
 *
 * @param metrics the final values of its run's metrics
 */
public record VersionFacts(
        int version, Map<String, String> tags, Map<String, String> params, Map<String, Double> metrics) {

    public VersionFacts {
        tags = Ordered.map(tags);
        params = Ordered.map(params);
        metrics = Ordered.map(metrics);
    }
}
