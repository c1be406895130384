package io.countersign.registeredmodel;

import io.countersign.rejection.Invalid;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.tag.Keys;
import java.util.Locale;
import java.util.regex.Pattern;

/** What names, aliases, tags and comments of the registry may be. Source: MLflow's and Databricks' registries. */
public final class ModelLimits {

    public static final int MAX_NAME = 256;
    public static final int MAX_ALIAS = 255;
    public static final int MAX_TAG_VALUE = 100_000;
    public static final int MAX_SOURCE = 2048;
    public static final int MAX_DESCRIPTION = 65_535;
    public static final int MAX_COMMENT = 65_535;

    private static final Pattern ALIAS = Pattern.compile("[\\w\\-]+");
    private static final Pattern LOOKS_LIKE_A_VERSION = Pattern.compile("v\\d+");

    private ModelLimits() {}

    public static void requireName(String name) {
        if (name.isBlank()) {
            throw Rejection.of(Reason.PARAMETER_INVALID, "Registered model name cannot be empty.");
        }
        if (name.length() > MAX_NAME) {
            throw Invalid.tooLong("name", MAX_NAME);
        }
        if (name.contains("/") || name.contains(":")) {
            throw Rejection.of(
                    Reason.PARAMETER_INVALID,
                    "Invalid model name: '%s'. It must not contain '/' or ':', which separate parts of a models:/ URI.",
                    name);
        }
        Keys.requireNormalPath(name, "name");
    }

    public static void requireAlias(String alias) {
        if (!ALIAS.matcher(alias).matches()) {
            throw Invalid.value("alias", alias, "An alias may only contain alphanumerics, underscores and dashes.");
        }
        if (alias.length() > MAX_ALIAS) {
            throw Invalid.tooLong("alias", MAX_ALIAS);
        }
        String lowerCase = alias.toLowerCase(Locale.ROOT);
        if (lowerCase.equals("latest")
                || LOOKS_LIKE_A_VERSION.matcher(lowerCase).matches()) {
            throw Invalid.value("alias", alias, "'latest' and names like 'v1' already mean something else.");
        }
    }

    public static void requireTag(String key, String value) {
        Keys.require(key, "key");
        if (value.length() > MAX_TAG_VALUE) {
            throw Invalid.tooLong("value", MAX_TAG_VALUE);
        }
    }

    /** @throws Rejection unless it is a whole number from 1, as versions are written on the wire */
    public static int requireVersion(String version) {
        try {
            int number = Integer.parseInt(version);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw Rejection.of(Reason.PARAMETER_INVALID, "Parameter 'version' must be an integer, got '%s'.", version);
    }
}
