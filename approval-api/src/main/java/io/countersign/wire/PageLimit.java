package io.countersign.wire;

import io.countersign.rejection.Invalid;

/** How much of a list the native API gives at once. */
public final class PageLimit {

    public static final int MOST = 200;

    private PageLimit() {}

    /**
     * The same.
     *
     * @throws io.countersign.rejection.Rejection unless it is from 1 to {@value #MOST}
     */
    public static int require(int limit) {
        if (limit < 1 || limit > MOST) {
            throw Invalid.value("limit", limit, "use a number from 1 to " + MOST + ".");
        }
        return limit;
    }
}
