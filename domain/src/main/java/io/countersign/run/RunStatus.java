package io.countersign.run;

/** How far a run is, in the words of the wire contract. */
public enum RunStatus {
    RUNNING,
    SCHEDULED,
    FINISHED,
    FAILED,
    KILLED;

    public boolean isOver() {
        return this != RUNNING && this != SCHEDULED;
    }
}
