package io.countersign.tag;

import io.countersign.rejection.Invalid;
import java.util.regex.Pattern;

/** What a key of a metric, param or tag may be. Source: MLflow's tracking server, its limits and its characters. */
public final class Keys {

    public static final int MAX_LENGTH = 250;

    private static final Pattern ALLOWED = Pattern.compile("[/\\w.\\- :]+", Pattern.UNICODE_CHARACTER_CLASS);

    private Keys() {}

    /** @throws io.countersign.rejection.Rejection unless the key may be used */
    public static void require(String key, String parameter) {
        require(key, parameter, parameter);
    }

    /**
     * Keys serve as names of files in some stores, so one must not resolve to another.
     *
     * @param lengthOf what is too long, when it is
     * @throws io.countersign.rejection.Rejection unless the key may be used
     */
    public static void require(String key, String parameter, String lengthOf) {
        if (!ALLOWED.matcher(key).matches()) {
            throw Invalid.value(
                    parameter,
                    key,
                    "Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), "
                            + "colons (:) and slashes (/).");
        }
        if (key.length() > MAX_LENGTH) {
            throw Invalid.tooLong(lengthOf, MAX_LENGTH);
        }
        requireNormalPath(key, parameter);
    }

    /** @throws io.countersign.rejection.Rejection when the name, taken for a path, would lead somewhere else */
    public static void requireNormalPath(String name, String parameter) {
        if (!isNormalPath(name)) {
            throw Invalid.value(
                    parameter, name, "Names must not resolve to another name when they are treated as file paths.");
        }
    }

    private static boolean isNormalPath(String key) {
        if (key.startsWith("/") || key.endsWith("/")) {
            return false;
        }
        for (String part : key.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return false;
            }
        }
        return true;
    }
}
