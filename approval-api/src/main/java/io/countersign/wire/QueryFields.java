package io.countersign.wire;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The query string as the fields of a message; a parameter that occurs more than once is a list. Parsed here rather than
 * by the servlet container, which would take parameters from the body of a form as well.
 */
final class QueryFields {

    private static final int LONGEST_QUOTE = 200;

    private QueryFields() {}

    static ObjectNode of(HttpServletRequest request) {
        ObjectNode fields = WireJson.MAPPER.createObjectNode();
        String query = request.getQueryString();
        if (query != null) {
            for (String pair : query.split("&", -1)) {
                add(fields, pair);
            }
        }
        return fields;
    }

    private static void add(ObjectNode fields, String pair) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
            add(fields, decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
        }
    }

    private static void add(ObjectNode fields, String name, String value) {
        var before = fields.get(name);
        if (before == null) {
            fields.put(name, value);
        } else if (before instanceof ArrayNode list) {
            list.add(value);
        } else {
            fields.putArray(name).add(before).add(value);
        }
    }

    private static String decoded(@Nullable String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new BadRequest(
                    "The query string is not properly percent-encoded: '" + shown(String.valueOf(text)) + "'.");
        }
    }

    private static String shown(String text) {
        return text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text;
    }
}
