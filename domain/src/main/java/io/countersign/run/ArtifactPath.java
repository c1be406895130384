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
    private static final Pattern SUSPICIOUS = Pattern.compile("[\\\\\\p{Cntrl}]|^[A-Za-z]:|%(2[eEfF]|5[cC]|00)|^~");

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
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return true;
            }
        }
        return false;
    }

    private static String shown(String path) {
        return path.length() > 200 ? path.substring(0, 200) + "…" : path;
    }
}
