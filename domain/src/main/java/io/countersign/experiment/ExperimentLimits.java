package io.countersign.experiment;

import io.countersign.rejection.Invalid;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.util.regex.Pattern;

/** What names and tags of experiments may be. Source: the limits of MLflow's tracking server. */
public final class ExperimentLimits {

    public static final int MAX_NAME = 500;
    public static final int MAX_LOCATION = 2048;
    public static final int MAX_TAG_VALUE = 5000;

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,19}");

    private ExperimentLimits() {}

    public static void requireName(String name) {
        if (name.isBlank()) {
            throw Invalid.missing("name");
        }
        if (name.length() > MAX_NAME) {
            throw Invalid.tooLong("name", MAX_NAME);
        }
    }

    public static void requireLocation(String location) {
        if (location.length() > MAX_LOCATION) {
            throw Invalid.tooLong("artifact_location", MAX_LOCATION);
        }
    }

    /** What to say of an id that no experiment has: that it cannot have been one, where it is no number. */
    public static Rejection unknown(String experiment) {
        return NUMBER.matcher(experiment).matches()
                ? Rejection.of(Reason.EXPERIMENT_NOT_FOUND, "No Experiment with id=%s exists", experiment)
                : Rejection.of(
                        Reason.PARAMETER_INVALID,
                        "Invalid experiment ID '%s'. Experiment ID must be a valid integer.",
                        experiment);
    }
}
