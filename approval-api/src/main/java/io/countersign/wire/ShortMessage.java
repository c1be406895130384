package io.countersign.wire;

import io.countersign.rejection.Rejection;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import tools.jackson.databind.node.ObjectNode;

/** What a request says whose handler was never asked: its query, and its body when that is short and not yet read. */
public final class ShortMessage {

    private static final int MOST_BYTES = 16 * 1024;

    private ShortMessage() {}

    /** @return the fields that can be read; none of what cannot */
    public static ObjectNode of(HttpServletRequest request) {
        try {
            ObjectNode fields = QueryFields.of(request);
            int length = request.getContentLength();
            if (length > 0 && length <= MOST_BYTES) {
                ObjectNode body = WireBody.read(request, whole -> whole);
                fields.setAll(body);
            }
            StorableText.require(fields, "");
            return fields;
        } catch (BadRequest | BodyBytes.Refused | Rejection | IOException | IllegalStateException e) {
            return WireJson.MAPPER.createObjectNode();
        }
    }
}
