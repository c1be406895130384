package io.countersign.artifacts;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which bytes of a file somebody wants (RFC 9110, section 14). Whoever wants several ranges at once gets the whole file,
 * as that section allows.
 *
 * @param first of the bytes
 * @param last of the bytes, which is before the first of an empty file
 * @param whole whether all of the file was wanted
 */
record ByteRange(long first, long last, boolean whole) {

    private static final Pattern SINGLE = Pattern.compile("(?i:bytes)=\\s*(\\d*)\\s*-\\s*(\\d*)\\s*");
    private static final int DIGITS_OF_A_LONG = 18;

    long length() {
        return last - first + 1;
    }

    /**
     * @param header null when there is none; one that cannot be read counts as none
     * @return null when no byte of the file is wanted
     */
    static @Nullable ByteRange of(@Nullable String header, long size) {
        Matcher wanted = SINGLE.matcher(header == null ? "" : header);
        if (!wanted.matches() || wanted.group(1).isEmpty() && wanted.group(2).isEmpty()) {
            return new ByteRange(0, size - 1, true);
        }
        return wanted.group(1).isEmpty()
                ? suffix(number(wanted.group(2)), size)
                : span(number(wanted.group(1)), wanted.group(2), size);
    }

    private static @Nullable ByteRange suffix(long length, long size) {
        return length == 0 || size == 0 ? null : new ByteRange(Math.max(0, size - length), size - 1, false);
    }

    private static @Nullable ByteRange span(long first, String last, long size) {
        long to = last.isEmpty() ? Long.MAX_VALUE : number(last);
        if (to < first) {
            return new ByteRange(0, size - 1, true);
        }
        return first >= size ? null : new ByteRange(first, Math.min(to, size - 1), false);
    }

    private static long number(String digits) {
        return digits.length() > DIGITS_OF_A_LONG ? Long.MAX_VALUE : Long.parseLong(digits);
    }
}
