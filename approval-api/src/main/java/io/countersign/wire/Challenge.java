package io.countersign.wire;

import io.countersign.rejection.Rejection;
import jakarta.servlet.http.HttpServletResponse;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;

/** How a client learns that signing in anew would help, and how (RFC 9470). */
public final class Challenge {

    private Challenge() {}

    /** What no header holds, or not within quotation marks. */
    private static final Pattern UNSENDABLE = Pattern.compile("[^\\x20-\\x7E]|[\"\\\\]");

    /** Adds the header, where there is something to say. What is in it comes from policies, which have any words there. */
    public static void write(Rejection rejection, HttpServletResponse response) {
        if (!rejection.challenge().isEmpty()) {
            String parameters = rejection.challenge().entrySet().stream()
                    .map(entry -> ", " + entry.getKey() + "=\""
                            + UNSENDABLE.matcher(entry.getValue()).replaceAll("") + "\"")
                    .collect(Collectors.joining());
            response.addHeader(
                    HttpHeaders.WWW_AUTHENTICATE,
                    "Bearer realm=\"countersign\", error=\"insufficient_user_authentication\", error_description=\"A more"
                            + " recent or a stronger sign-in is required\"" + parameters);
        }
    }
}
