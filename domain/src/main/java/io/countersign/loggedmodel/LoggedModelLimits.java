package io.countersign.loggedmodel;

import io.countersign.rejection.Invalid;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.run.Param;
import io.countersign.tag.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What names, params and tags of logged models may be. Source: MLflow's tracking server and the columns it has. */
public final class LoggedModelLimits {

    public static final int MAX_NAME = 500;
    public static final int MAX_TYPE = 500;
    public static final int MAX_KEY = 255;
    public static final int MAX_VALUE = 100_000;

    private static final String BAD_IN_NAMES = "/:.%\"'";

    private LoggedModelLimits() {}

    /** The name is part of paths and URIs. */
    public static void requireName(String name) {
        if (name.isEmpty() || name.chars().anyMatch(c -> BAD_IN_NAMES.indexOf(c) >= 0)) {
            throw Rejection.of(
                    Reason.PARAMETER_INVALID,
                    "Invalid model name ('%s') provided. Model name must be a non-empty string and cannot contain the "
                            + "following characters: ('/', ':', '.', '%%', '\"', \"'\")",
                    name);
        }
        requireLength(name, "name", MAX_NAME);
    }

    public static void requireType(@Nullable String type) {
        if (type != null) {
            requireLength(type, "model_type", MAX_TYPE);
        }
    }

    public static void requireParams(List<Param> params) {
        for (Param param : params) {
            require(param.key(), param.value(), "params");
        }
    }

    /** The value of a tag that names a person is not looked at: it is sealed already. */
    public static void requireTags(List<Tag> tags) {
        for (Tag tag : tags) {
            require(tag.key(), tag.value() == null ? "" : tag.value(), "tags");
        }
    }

    private static void require(String key, String value, String list) {
        if (key.isBlank()) {
            throw Invalid.missing(list + ".key");
        }
        requireLength(key, list + ".key", MAX_KEY);
        requireLength(value, list + ".value", MAX_VALUE);
    }

    private static void requireLength(String text, String parameter, int limit) {
        if (text.length() > limit) {
            throw Invalid.tooLong(parameter, limit);
        }
    }
}
