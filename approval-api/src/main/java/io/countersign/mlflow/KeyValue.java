package io.countersign.mlflow;

import io.countersign.rejection.Invalid;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A tag or param on the wire. An empty value is sent: it is set. */
public record KeyValue(
        @Nullable String key,

        @com.fasterxml.jackson.annotation.JsonInclude(com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL)
        @Nullable
        String value) {

    public static List<KeyValue> list(Map<String, String> values) {
        return values.entrySet().stream()
                .map(entry -> new KeyValue(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** @param path where this stands, for messages */
    String requireKey(String path) {
        if (key == null || key.isEmpty()) {
            throw Invalid.missing(path + "key");
        }
        return key;
    }

    String valueOrEmpty() {
        return value == null ? "" : value;
    }
}
