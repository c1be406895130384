package io.countersign.events;

import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/** Those who listen or wait for events; no more than a server can bear, each of them has a connection open. */
@Component
final class Audience {

    static final int LARGEST = 200;

    private final Semaphore seats = new Semaphore(LARGEST);

    /**
     * To be closed by whoever leaves.
     *
     * @throws Rejection when there is no room
     */
    Seat enter() {
        if (!seats.tryAcquire()) {
            throw Rejection.of(
                    Reason.TOO_BUSY,
                    "%d readers listen or wait for events already, which is as many as there may be; try again, or read"
                            + " without waiting.",
                    LARGEST);
        }
        return seats::release;
    }

    int present() {
        return LARGEST - seats.availablePermits();
    }

    /** For one listener. */
    @FunctionalInterface
    interface Seat extends AutoCloseable {

        @Override
        void close();
    }
}
