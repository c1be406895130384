package io.countersign.simulation;

/** What a policy would have said of a past change. */
public enum Outcome {
    PASSES,
    /** What it rests on is not known. */
    UNKNOWN,
    FAILS;

    Outcome and(Outcome other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
