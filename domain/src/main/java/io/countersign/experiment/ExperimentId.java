package io.countersign.experiment;

import io.countersign.Identifier;

/** An experiment's id: decimal digits when the server chose it; {@code 0} is the default experiment. */
public record ExperimentId(String value) implements Identifier {

    public static final ExperimentId DEFAULT = new ExperimentId("0");

    /** The name of the stream that holds its events. */
    public String stream() {
        return "experiment/" + value;
    }

    @Override
    public String toString() {
        return value;
    }
}
