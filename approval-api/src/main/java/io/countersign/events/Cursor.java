package io.countersign.events;

import io.countersign.rejection.Invalid;
import java.util.regex.Pattern;

/**
 * A place between two events: every event before it has been read, and none after it.
 *
 * @param index of the last event before it, or of a place in the log where there is none; 0 before the first
 */
record Cursor(long index) {

    static final Cursor BEFORE_ALL = new Cursor(0);

    private static final int RADIX = 36;
    private static final Pattern TEXT = Pattern.compile("e[0-9a-z]{1,12}");

    /** @throws io.countersign.rejection.Rejection when this server cannot have given it */
    static Cursor read(String parameter, String text) {
        if (!TEXT.matcher(text).matches()) {
            throw Invalid.value(
                    parameter,
                    text,
                    "use what this server answered as next, or latest, or leave it out to begin at first.");
        }
        return new Cursor(Long.parseLong(text.substring(1), RADIX));
    }

    @Override
    public String toString() {
        return "e" + Long.toString(index, RADIX);
    }
}
