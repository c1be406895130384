package io.countersign.run;

import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.util.regex.Pattern;

/**
 * Where a file is below an artifact root. Only plain relative paths are let through: everything by which a path could
 * name a place outside of the root, on any system or after one more decoding, is refused.
 */
public final class ArtifactPath {

    private static final int MAX_LENGTH = 1000;
    /** Other systems' separators and roots, the end of a URI's path, and all of these still percent-encoded. */
    private static final Pattern SUSPICIOUS =
            Pattern.compile("[\\\\#\\p{Cntrl}]|^([A-Za-z]|(?i:file)):|^~|%(25)*(?i:2[ef3]|5c|00)");

    /** A part that names no file: nothing but dots and blanks, or nothing else before a parameter. */
    private static final Pattern NO_NAME = Pattern.compile("[. ]*(;.*)?");

    private ArtifactPath() {}

    /** @throws Rejection unless the path names a file or folder below the root */
    public static String require(String path) {
        if (path.isEmpty()
                || path.length() > MAX_LENGTH
                || SUSPICIOUS.matcher(path).find()
                || climbs(path)) {
            throw Rejection.of(Reason.PARAMETER_INVALID, "Invalid path: '%s'. Use a plain relative path.", shown(path));
        }
        return path;
    }

    private static boolean climbs(String path) {
        for (String part : path.split("/", -1)) {
            if (NO_NAME.matcher(part).matches()) {
                return true;
            }
        }
        return false;
    }

    private static String shown(String path) {
        return path.length() > 200 ? path.substring(0, 200) + "…" : path;
    }
}
