package io.countersign.run;

import io.countersign.rejection.Invalid;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.tag.Tag;
import org.jspecify.annotations.Nullable;

/** The list of a run's models that clients before MLflow 3 keep in one of its tags, as a JSON array. */
final class ModelHistory {

    static final String TAG = "mlflow.log-model.history";

    private ModelHistory() {}

    /**
     * The tag with one entry more.
     *
     * @param before the tag's value; null when it is not set
     * @throws Rejection when that is no list, or has no room for more
     */
    static Tag with(@Nullable String before, String entry) {
        String list = before == null || before.isBlank() ? "[]" : before.strip();
        if (!list.startsWith("[") || !list.endsWith("]")) {
            throw Rejection.of(
                    Reason.PARAMETER_INVALID, "The tag '%s' is not a JSON list, so that no model can be added.", TAG);
        }
        String entries = list.substring(1, list.length() - 1).strip();
        String after = "[" + (entries.isEmpty() ? "" : entries + ", ") + entry + "]";
        if (after.codePointCount(0, after.length()) > RunLimits.MAX_TAG_VALUE) {
            throw Invalid.tooLong(TAG, RunLimits.MAX_TAG_VALUE);
        }
        return Tag.of(TAG, after);
    }
}
