package io.countersign.wire;

import io.countersign.rejection.Invalid;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A place in a list, as opaque text. */
public final class PageToken {

    private PageToken() {}

    public static String of(Object place) {
        byte[] json = WireJson.MAPPER.writeValueAsString(place).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json);
    }

    /** @throws io.countersign.rejection.Rejection when the token was not made by {@link #of} for such a place */
    public static <T> T read(String token, Class<T> place) {
        try {
            JsonNode json = WireJson.MAPPER.readTree(Base64.getUrlDecoder().decode(token));
            StorableText.require(json, "page_token");
            T read = WireJson.MAPPER.treeToValue(json, place);
            if (read != null && WireMessage.isWhole(read)) {
                return read;
            }
        } catch (IllegalArgumentException | JacksonException e) {
            // said below
        }
        throw Invalid.value("page_token", token, "it is not a token that this server gave for this list.");
    }
}
