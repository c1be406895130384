package io.countersign.program;

/** What became of a command as far as its sender was told, and how many events of it the log may hold then. */
enum Outcome {
    /** Answered in the 2xx range. */
    ACKNOWLEDGED(1, 1),
    /** Answered with a reason for which nothing was changed. */
    REFUSED(0, 0),
    /** Never sent, for nobody listened. */
    UNREACHED(0, 0),
    /** The connection was lost, or the database was away. */
    UNKNOWN(0, 1),
    /** Answered in a way that the contracts do not have. */
    UNHEARD_OF(0, 1);

    private final int fewest;
    private final int most;

    Outcome(int fewest, int most) {
        this.fewest = fewest;
        this.most = most;
    }

    boolean allows(int events) {
        return fewest <= events && events <= most;
    }
}
