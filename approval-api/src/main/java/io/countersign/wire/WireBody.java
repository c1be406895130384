package io.countersign.wire;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The body of a request as the fields of a message. */
final class WireBody {

    private static final int MAX_BYTES = 32 * 1024 * 1024;

    private WireBody() {}

    static ObjectNode read(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(MAX_BYTES + 1);
        if (body.length > MAX_BYTES) {
            throw new TooLarge("The request body is larger than " + MAX_BYTES + " bytes; send it in several requests.");
        }
        return body.length == 0 ? WireJson.MAPPER.createObjectNode() : object(parse(body));
    }

    private static JsonNode parse(byte[] body) {
        try {
            JsonNode node = WireJson.MAPPER.readTree(body);
            return node.isString() ? WireJson.MAPPER.readTree(node.stringValue()) : node; // old clients encode twice
        } catch (JacksonException e) {
            throw new BadRequest("The request body is not valid JSON: " + e.getOriginalMessage() + " at line "
                    + (e.getLocation() == null ? "?" : e.getLocation().getLineNr()) + ", column "
                    + (e.getLocation() == null ? "?" : e.getLocation().getColumnNr()) + ".");
        }
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

    /** More bytes than the server is willing to read. */
    static final class TooLarge extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooLarge(String message) {
            super(message, null, false, false);
        }
    }
}
