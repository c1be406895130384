package io.countersign.evidence;

import io.countersign.modelversion.EvidenceLimits;
import io.countersign.rejection.Invalid;
import io.countersign.rejection.Rejection;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 that a request announces for its body: by a parameter in hexadecimal, or in Base64 by Content-Digest
 * (RFC 9530, section 2) or Digest (RFC 3230, section 4.3.2).
 */
final class AnnouncedDigests {

    private static final List<String> HEADERS = List.of("Content-Digest", "Digest");
    private static final int BYTES = 32;

    private AnnouncedDigests() {}

    /**
     * @return all of them in hexadecimal; none when none is announced
     * @throws Rejection when one cannot be read, or is by other algorithms alone, which nobody would compare
     */
    static List<String> of(HttpServletRequest request, @Nullable String parameter) {
        List<String> announced = new ArrayList<>(of(parameter));
        for (String header : HEADERS) {
            List<String> values = Collections.list(request.getHeaders(header));
            if (!values.isEmpty()) {
                announced.add(sha256(header, String.join(",", values)));
            }
        }
        return announced;
    }

    static List<String> of(@Nullable String parameter) {
        return parameter == null ? List.of() : List.of(EvidenceLimits.requireSha256(parameter, "sha256"));
    }

    private static String sha256(String header, String value) {
        for (String member : value.split(",", -1)) {
            int equals = member.indexOf('=');
            if (equals > 0
                    && member.substring(0, equals)
                            .strip()
                            .toLowerCase(Locale.ROOT)
                            .equals("sha-256")) {
                return hex(header, value, member.substring(equals + 1).strip());
            }
        }
        throw unreadable(header, value);
    }

    private static String hex(String header, String value, String base64) {
        boolean wrapped = base64.length() > 1 && base64.startsWith(":") && base64.endsWith(":");
        try {
            byte[] digest = Base64.getDecoder().decode(wrapped ? base64.substring(1, base64.length() - 1) : base64);
            if (digest.length == BYTES) {
                return HexFormat.of().formatHex(digest);
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw unreadable(header, value);
    }

    private static Rejection unreadable(String header, String value) {
        return Invalid.value(
                header,
                value,
                header.equals("Digest")
                        ? "use SHA-256=<Base64 of the digest>."
                        : "use sha-256=:<Base64 of the digest>:.");
    }
}
