package io.countersign.registeredmodel;

import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;

/** Where a version stands, in the words of the wire contract. */
public enum Stage {
    NONE("None"),
    STAGING("Staging"),
    PRODUCTION("Production"),
    ARCHIVED("Archived");

    private final String label;

    Stage(String label) {
        this.label = label;
    }

    /** The stage as the wire contract writes it, for example {@code Production}. */
    public String label() {
        return label;
    }

    /** Whether versions in it serve somebody. */
    public boolean isActive() {
        return this == STAGING || this == PRODUCTION;
    }

    /** @throws Rejection when there is no such stage; case does not matter */
    public static Stage labelled(String label) {
        for (Stage stage : values()) {
            if (stage.label.equalsIgnoreCase(label)) {
                return stage;
            }
        }
        throw Rejection.of(
                Reason.STAGE_UNKNOWN,
                "Invalid Model Version stage: %s. Value must be one of None, Staging, Production, Archived.",
                label);
    }
}
