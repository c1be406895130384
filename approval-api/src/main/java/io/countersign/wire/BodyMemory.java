package io.countersign.wire;

import io.countersign.limits.Slots;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.time.Duration;

/**
 * What bodies may take of this process's memory at the same time: a sixteenth of it those of one caller, an eighth all
 * together, and a few megabytes those that are being parsed, for each byte of which there may be two dozen of objects.
 * Small ones do not count. Who finds no room waits a while.
 */
final class BodyMemory {

    static final int SMALL = 256 * 1024;

    private static final int KILOBYTE = 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_WAITING = 100;
    private static final int PARSED_AT_ONCE = 8 * KILOBYTE;

    /** However large a body is, there is a limit to the number of values in it. */
    private static final int MOST_OF_ONE_PARSED = 2 * KILOBYTE;

    private static final int ALL = (int) Math.clamp(Runtime.getRuntime().maxMemory() / 8 / KILOBYTE, KILOBYTE, 1 << 20);

    private static final Slots OF_ONE = new Slots(ALL / 2, MOST_WAITING, PATIENCE);
    private static final Slots OF_ALL = new Slots(ALL, MOST_WAITING, PATIENCE);
    private static final Slots PARSED = new Slots(PARSED_AT_ONCE, MOST_WAITING, PATIENCE);

    private BodyMemory() {}

    /** To be closed once nothing is left of the body. @throws Rejection when there is no room */
    static Slots.Slot reserve(String caller, long bytes) {
        int size = kilobytes(bytes);
        Slots.Slot own = OF_ONE.enter(caller, size)
                .orElseThrow(() -> Rejection.of(
                        Reason.REQUEST_LIMIT_EXCEEDED,
                        "The bodies of your requests in progress are as large as they may be together. Try again."));
        Slots.Slot shared = OF_ALL.enter("", size).orElse(null);
        if (shared == null) {
            own.close();
            throw noRoom();
        }
        return () -> {
            shared.close();
            own.close();
        };
    }

    /** To be closed once it is parsed. @throws Rejection when there is no room */
    static Slots.Slot toParse(int bytes) {
        return bytes <= SMALL / 4
                ? () -> {}
                : PARSED.enter("", Math.min(kilobytes(bytes), MOST_OF_ONE_PARSED))
                        .orElseThrow(BodyMemory::noRoom);
    }

    private static int kilobytes(long bytes) {
        return (int) Math.min(Integer.MAX_VALUE, bytes / KILOBYTE + 1);
    }

    private static Rejection noRoom() {
        return Rejection.of(Reason.TOO_BUSY, "The server has too many large requests in progress. Try again.");
    }
}
