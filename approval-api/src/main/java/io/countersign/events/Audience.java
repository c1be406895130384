package io.countersign.events;

import io.countersign.identity.SubjectId;
import io.countersign.limits.Slots;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/**
 * Those who listen or wait for events; no more than a server can bear, each of them has a connection open, and a quarter of
 * them at most of one account.
 */
@Component
final class Audience {

    static final int LARGEST = 200;
    static final int OF_ONE_ACCOUNT = LARGEST / 4;

    private final Semaphore seats = new Semaphore(LARGEST);
    private final Slots accounts = new Slots(OF_ONE_ACCOUNT, 0, Duration.ZERO);

    /**
     * To be closed by whoever leaves.
     *
     * @throws Rejection when there is no room
     */
    Seat enter(SubjectId account) {
        Slots.Slot own = accounts.enter(account.value())
                .orElseThrow(() -> Rejection.of(
                        Reason.REQUEST_LIMIT_EXCEEDED,
                        "This account listens or waits for events %d times already, which is as often as it may; try again,"
                                + " or read without waiting.",
                        OF_ONE_ACCOUNT));
        if (!seats.tryAcquire()) {
            own.close();
            throw Rejection.of(
                    Reason.TOO_BUSY,
                    "%d readers listen or wait for events already, which is as many as there may be; try again, or read"
                            + " without waiting.",
                    LARGEST);
        }
        return () -> {
            seats.release();
            own.close();
        };
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
