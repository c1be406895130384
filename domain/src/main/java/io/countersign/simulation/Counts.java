package io.countersign.simulation;

/** Of how many decisions a policy would have said what. */
public record Counts(int passes, int fails, int unknown) {

    static final Counts NONE = new Counts(0, 0, 0);

    static Counts of(Outcome outcome) {
        return switch (outcome) {
            case PASSES -> new Counts(1, 0, 0);
            case FAILS -> new Counts(0, 1, 0);
            case UNKNOWN -> new Counts(0, 0, 1);
        };
    }

    Counts and(Counts other) {
        return new Counts(passes + other.passes, fails + other.fails, unknown + other.unknown);
    }

    public int all() {
        return passes + fails + unknown;
    }
}
