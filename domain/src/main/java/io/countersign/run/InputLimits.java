package io.countersign.run;

import io.countersign.rejection.Invalid;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import org.jspecify.annotations.Nullable;

/** How long what is said of a run's inputs and outputs may be. Source: the limits of MLflow's tracking server. */
public final class InputLimits {

    public static final int MAX_DATASETS = 1000;
    public static final int MAX_NAME = 500;
    public static final int MAX_DIGEST = 36;
    public static final int MAX_SOURCE = 65_535;
    public static final int MAX_SCHEMA = 1_048_575;
    public static final int MAX_PROFILE = 16_777_215;
    public static final int MAX_TAG_KEY = 255;
    public static final int MAX_TAG_VALUE = 500;
    public static final int MAX_MODEL_ID = 36;

    private InputLimits() {}

    /** @throws Rejection when there are too many for one request */
    public static void requireCount(int datasets) {
        if (datasets > MAX_DATASETS) {
            throw Rejection.of(
                    Reason.PARAMETER_INVALID,
                    "A request can log at most %d datasets. Got %d datasets. Please split up datasets across multiple "
                            + "requests and try again.",
                    MAX_DATASETS,
                    datasets);
        }
    }

    /** @throws Rejection when anything about it is too long */
    public static void require(DatasetInput input) {
        requireLength("name", input.name(), MAX_NAME);
        requireLength("digest", input.digest(), MAX_DIGEST);
        requireLength("source", input.source(), MAX_SOURCE);
        requireLength("schema", input.schema(), MAX_SCHEMA);
        requireLength("profile", input.profile(), MAX_PROFILE);
    }

    public static void requireTag(String key, String value) {
        requireLength("key", key, MAX_TAG_KEY);
        requireLength("value", value, MAX_TAG_VALUE);
    }

    public static void requireModelId(String modelId) {
        requireLength("model_id", modelId, MAX_MODEL_ID);
    }

    private static void requireLength(String parameter, @Nullable String text, int limit) {
        if (text != null && text.codePointCount(0, text.length()) > limit) {
            throw Invalid.tooLong(parameter, limit);
        }
    }
}
