package io.countersign.egress;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.jspecify.annotations.Nullable;

/** The cookies that an answer sets, for whoever has to show them again at once; nothing keeps them (RFC 6265, 4.1.1). */
final class Cookies {

    private static final int LONGEST = 4_096;
    private static final Pattern PAIR = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+=[\\x21-\\x7E&&[^,;\\\\]]*");

    private Cookies() {}

    /** As the header {@code Cookie} has them; empty when there are none, or too many. */
    static String in(ClassicHttpResponse response) {
        String cookies = Arrays.stream(response.getHeaders("Set-Cookie"))
                .map(header -> pair(header.getValue()))
                .filter(pair -> PAIR.matcher(pair).matches())
                .collect(Collectors.joining("; "));
        return cookies.length() > LONGEST ? "" : cookies;
    }

    private static String pair(@Nullable String header) {
        String text = header == null ? "" : header;
        int end = text.indexOf(';');
        return (end < 0 ? text : text.substring(0, end)).strip();
    }
}
