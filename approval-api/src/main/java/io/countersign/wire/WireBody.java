package io.countersign.wire;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The body of a request as the fields of a message. */
final class WireBody {

    private static final int MAX_BYTES = 32 * 1024 * 1024;

    private WireBody() {}

    /** @param reader what becomes of the fields while there is room for them */
    static <T> T read(HttpServletRequest request, Function<ObjectNode, T> reader) throws IOException {
        try (BodyBytes body = BodyBytes.of(request, MAX_BYTES);
                var parsing = BodyMemory.toParse(body.bytes().length)) {
            return reader.apply(
                    body.bytes().length == 0 ? WireJson.MAPPER.createObjectNode() : object(parse(body.bytes())));
        }
    }

    private static JsonNode parse(byte[] body) {
        try {
            JsonNode node = WireJson.MAPPER.readTree(body);
            return node.isString() ? WireJson.MAPPER.readTree(node.stringValue()) : node; // old clients encode twice
        } catch (JacksonException e) {
            if (isTooMuch(e)) {
                throw new BodyBytes.TooLarge("There are more than " + WireJson.MOST_TOKENS
                        + " names, values and brackets in the request body; send it in several requests.");
            }
            throw new BadRequest("The request body is not valid JSON: " + e.getOriginalMessage() + " at line "
                    + (e.getLocation() == null ? "?" : e.getLocation().getLineNr()) + ", column "
                    + (e.getLocation() == null ? "?" : e.getLocation().getColumnNr()) + ".");
        }
    }

    private static boolean isTooMuch(JacksonException failure) {
        return failure instanceof StreamConstraintsException
                && failure.getOriginalMessage().startsWith("Token count");
    }

    private static ObjectNode object(JsonNode node) {
        if (node instanceof ObjectNode fields) {
            return fields;
        }
        if (node.isMissingNode() || node.isNull()) {
            return WireJson.MAPPER.createObjectNode();
        }
        throw new BadRequest("The request body must be a JSON object.");
    }
}
