package io.countersign.egress;

import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One request to a receiver.
 *
 * @param body not copied, because thousands are sent in a second: nobody may change it
 * @param timeout for everything from the name server's answer to the last byte that is read
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Call(String method, URI url, Map<String, String> headers, byte[] body, Duration timeout) {

    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7E\\t]*");
    private static final Set<String> OF_THE_CONNECTION = Set.of(
            "connection",
            "content-length",
            "expect",
            "host",
            "keep-alive",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    public Call {
        headers = Map.copyOf(headers);
        headers.forEach(Call::requireSendable);
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("A call needs time; it was given " + timeout);
        }
    }

    /**
     * Ask this when a header is chosen by a user.
     *
     * @throws Rejection when the header cannot be sent, or would speak of the connection rather than of the message; it never
     *     repeats the value, which may be a secret
     */
    public static void requireSendable(String name, String value) {
        if (!NAME.matcher(name).matches() || OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
            throw Rejection.of(Reason.PARAMETER_INVALID, "A header named \"%s\" cannot be sent.", name);
        }
        if (!VALUE.matcher(value).matches()) {
            throw Rejection.of(
                    Reason.PARAMETER_INVALID,
                    "The value of header %s has characters beyond printable ASCII, or a line break.",
                    name);
        }
    }
}
