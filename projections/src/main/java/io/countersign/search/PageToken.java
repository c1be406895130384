package io.countersign.search;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a page ended, as an opaque text: base64url of JSON.
 *
 * @param version of this format
 * @param digest of the search and the position, so that a token of another search, or a changed one, is known
 * @param last the last row's sort values, each as text; "NaN" and null as such
 */
record PageToken(int version, String digest, List<@Nullable String> last) {

    private static final int VERSION = 1;
    private static final int DIGEST_BYTES = 12;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static String encode(List<Object> search, List<@Nullable Object> sortValues) {
        var last = new ArrayList<@Nullable String>();
        sortValues.forEach(value -> last.add(value == null ? null : value.toString()));
        var token = new PageToken(VERSION, digest(search, last), last);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(JSON.writeValueAsBytes(token));
    }

    /** The sort values that a token of this search holds. */
    static List<@Nullable Object> decode(String token, List<Object> search, List<SortKey> keys) {
        PageToken read = read(token);
        if (!read.digest.equals(digest(search, read.last)) || read.last.size() != keys.size()) {
            throw new InvalidSearch("Invalid page token, it was not issued for this search");
        }
        var values = new ArrayList<@Nullable Object>();
        for (int level = 0; level < keys.size(); level++) {
            values.add(value(keys.get(level), read.last.get(level)));
        }
        return values;
    }

    private static @Nullable Object value(SortKey key, @Nullable String text) {
        try {
            if (text == null && !key.nullable()) {
                throw new IllegalArgumentException("Never null");
            }
            return text == null ? null : key.type().read(text);
        } catch (IllegalArgumentException mistyped) {
            throw invalid("its position cannot be read", mistyped);
        }
    }

    private static PageToken read(String token) {
        try {
            PageToken read = JSON.readValue(Base64.getUrlDecoder().decode(token), PageToken.class);
            if (read == null || read.version != VERSION || read.digest == null || read.last == null) {
                throw new InvalidSearch("Invalid page token, it has another version");
            }
            return read;
        } catch (IllegalArgumentException notBase64) {
            throw invalid("could not base64-decode", notBase64);
        } catch (JacksonException notJson) {
            throw invalid("it could not be read", notJson);
        }
    }

    private static InvalidSearch invalid(String why, Exception cause) {
        var invalid = new InvalidSearch("Invalid page token, " + why);
        invalid.initCause(cause);
        return invalid;
    }

    private static String digest(List<Object> search, List<@Nullable String> last) {
        try {
            byte[] content = JSON.writeValueAsString(List.of(search, last)).getBytes(StandardCharsets.UTF_8);
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(hash, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
