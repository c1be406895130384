package io.countersign.loggedmodel;

/** How far a logged model is. Source: the states of MLflow's Python client. */
public enum LoggedModelStatus {
    PENDING("LOGGED_MODEL_PENDING"),
    READY("LOGGED_MODEL_READY"),
    FAILED("LOGGED_MODEL_UPLOAD_FAILED");

    private final String wireName;

    LoggedModelStatus(String wireName) {
        this.wireName = wireName;
    }

    /** As the wire contract calls it, whose enum counts these from 1. */
    public String wireName() {
        return wireName;
    }
}
