package io.countersign.run;

import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How much may be logged at once, and how long a value may be. Source: the limits of MLflow's tracking server. */
public final class RunLimits {

    public static final int MAX_METRICS = 1000;
    public static final int MAX_PARAMS = 100;
    public static final int MAX_TAGS = 100;
    public static final int MAX_TOTAL = 1000;
    public static final int MAX_PARAM_VALUE = 6000;
    public static final int MAX_TAG_VALUE = 8000;
    public static final int MAX_NAME = 250;

    private RunLimits() {}

    /** Values that are too long are cut, as MLflow's server does by default. */
    public static String truncated(String value, int limit) {
        return value.codePointCount(0, value.length()) <= limit
                ? value
                : value.substring(0, value.offsetByCodePoints(0, limit));
    }

    public static void requireCounts(int metrics, int params, int tags) {
        requireAtMost(metrics, MAX_METRICS, "metrics");
        requireAtMost(params, MAX_PARAMS, "params");
        requireAtMost(tags, MAX_TAGS, "tags");
        requireAtMost(metrics + params + tags, MAX_TOTAL, "metrics, params, and tags");
    }

    /** @throws Rejection when a key is given twice, be it with the same value */
    public static void requireDistinct(List<Param> params) {
        Set<String> keys = new HashSet<>();
        for (Param param : params) {
            if (!keys.add(param.key())) {
                throw Rejection.of(
                        Reason.PARAMETER_INVALID,
                        "Duplicate parameter keys have been submitted: ['%s']. Please ensure the request contains only "
                                + "one param value per param key.",
                        param.key());
            }
        }
    }

    private static void requireAtMost(int count, int limit, String what) {
        if (count > limit) {
            throw Rejection.of(
                    Reason.PARAMETER_INVALID,
                    "A batch logging request can contain at most %d %s. Got %d %s. Please split up %s across multiple "
                            + "requests and try again.",
                    limit,
                    what,
                    count,
                    what,
                    what);
        }
    }
}
