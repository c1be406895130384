package io.countersign.oidc;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** How a client shows who it is (RFC 6749, section 2.3.1): both parts are encoded as in forms, then as in HTTP Basic. */
final class BasicCredentials {

    private BasicCredentials() {}

    static String of(String client, String secret) {
        String both = encoded(client) + ":" + encoded(secret);
        return Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.US_ASCII));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
