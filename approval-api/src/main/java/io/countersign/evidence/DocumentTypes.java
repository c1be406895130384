package io.countersign.evidence;

import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;

/** Which media types a document may have. Policies compare them, so parameters such as a charset are left out. */
final class DocumentTypes {

    private static final int MAX_LENGTH = 255;
    private static final MediaType LINKS = new MediaType("text", "uri-list");

    private DocumentTypes() {}

    /** @throws Rejection unless it is the type of a document */
    static String of(@Nullable String contentType) {
        MediaType type = parse(contentType);
        if (type.isWildcardType() || type.isWildcardSubtype()) {
            throw unsupported("'" + contentType + "' is no media type of one document.");
        }
        if (type.equalsTypeAndSubtype(MediaType.APPLICATION_FORM_URLENCODED)
                || type.getType().equals("multipart")) {
            throw unsupported("The body is to be the document itself and no form; send it with its own Content-Type "
                    + "(curl: --data-binary @file -H 'Content-Type: application/pdf').");
        }
        if (type.equalsTypeAndSubtype(LINKS)) {
            throw noLinks();
        }
        return plain(type);
    }

    private static MediaType parse(@Nullable String contentType) {
        if (contentType == null || contentType.isBlank()) {
            throw unsupported("Say what the document is by its Content-Type, for example application/pdf.");
        }
        try {
            if (contentType.length() <= MAX_LENGTH) {
                return MediaType.parseMediaType(contentType);
            }
        } catch (InvalidMediaTypeException e) {
            // said below
        }
        throw unsupported("The Content-Type is no media type; use one like application/pdf.");
    }

    /** To whoever asks to fetch and says by something else than JSON what. */
    static Rejection noInstruction() {
        return unsupported("With ?fetch=true the body says as application/json where the document is: "
                + "{\"from\": \"runs:/<run>/<path>\"}.");
    }

    /** What the name of a file suggests. */
    static String suggestedBy(String name) {
        return plain(MediaTypeFactory.getMediaType(name).orElse(MediaType.APPLICATION_OCTET_STREAM));
    }

    private static String plain(MediaType type) {
        return (type.getType() + "/" + type.getSubtype()).toLowerCase(Locale.ROOT);
    }

    private static Rejection unsupported(String message) {
        return new Rejection(Reason.MEDIA_TYPE_UNSUPPORTED, message);
    }

    /** What is behind a link can change after it was looked at. */
    static Rejection noLinks() {
        return new Rejection(
                Reason.EVIDENCE_IS_A_LINK,
                "A link is no evidence: what it leads to can change after somebody has looked at it, and nobody could tell. "
                        + "Send the bytes themselves, or name a file that the server holds as runs:/<run>/<path> or by "
                        + "its path in the version.");
    }
}
