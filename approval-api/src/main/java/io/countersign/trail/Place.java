package io.countersign.trail;

import io.countersign.rejection.Invalid;
import java.util.regex.Pattern;

/** Where a page ended; the entry at that position was on it. */
record Place(long position) {

    private static final int RADIX = 36;
    private static final Pattern TEXT = Pattern.compile("a[0-9a-z]{1,12}");

    /** @throws io.countersign.rejection.Rejection when this server cannot have given it */
    static Place read(String text) {
        if (!TEXT.matcher(text).matches()) {
            throw Invalid.value("after", text, "use what this server answered as next, or leave it out.");
        }
        return new Place(Long.parseLong(text.substring(1), RADIX));
    }

    @Override
    public String toString() {
        return "a" + Long.toString(position, RADIX);
    }
}
