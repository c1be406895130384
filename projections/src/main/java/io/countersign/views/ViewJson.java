package io.countersign.views;

import io.countersign.identity.SubjectId;
import io.countersign.privacy.SealedText;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The JSON in columns of type {@code jsonb}; written as text that the statement casts. */
public final class ViewJson {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, String>> STRINGS = new TypeReference<>() {};

    private ViewJson() {}

    public static @Nullable String sealed(@Nullable SealedText text) {
        return text == null ? null : write(Map.of("subject", text.subject().value(), "ciphertext", text.ciphertext()));
    }

    public static @Nullable SealedText readSealed(@Nullable String json) {
        if (json == null) {
            return null;
        }
        Map<String, String> members = readStrings(json);
        return new SealedText(
                new SubjectId(members.getOrDefault("subject", "")), members.getOrDefault("ciphertext", ""));
    }

    public static String write(Object value) {
        return JSON.writeValueAsString(value);
    }

    public static Map<String, String> readStrings(String json) {
        return new TreeMap<>(JSON.readValue(json, STRINGS));
    }

    public static <T> T read(String json, TypeReference<T> type) {
        return JSON.readValue(json, type);
    }
}
