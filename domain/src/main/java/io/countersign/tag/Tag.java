package io.countersign.tag;

import io.countersign.privacy.SealedText;
import org.jspecify.annotations.Nullable;

/**
 * A key with a value. The value of a tag that names a person is sealed.
 *
 * @param value null exactly when {@code sealed} is not
 */
public record Tag(
        String key, @Nullable String value, @Nullable SealedText sealed) {

    /** Tags in which clients report the name of the person who ran them. */
    public static final String USER_TAG = "mlflow.user";

    public static Tag of(String key, String value) {
        return new Tag(key, value, null);
    }

    public static Tag sealed(String key, SealedText sealed) {
        return new Tag(key, null, sealed);
    }

    public static boolean namesPerson(String key) {
        return key.equals(USER_TAG);
    }
}
