package io.countersign.experiment;

import io.countersign.rejection.Invalid;

/** What names and tags of experiments may be. Source: the limits of MLflow's tracking server. */
public final class ExperimentLimits {

    public static final int MAX_NAME = 500;
    public static final int MAX_LOCATION = 2048;
    public static final int MAX_TAG_VALUE = 5000;

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
}
