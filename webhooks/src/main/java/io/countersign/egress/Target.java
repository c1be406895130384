package io.countersign.egress;

import io.countersign.rejection.Invalid;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a URL leads, once it is known to be read in one way by every program.
 *
 * <p>What is said about a wrong URL never repeats it whole: its query may hold somebody's token.
 *
 * @param secure whether it is {@code https}
 * @param host in lower case; IPv6 without brackets
 * @param literal the address that the host is; null when it is a name
 */
record Target(boolean secure, String host, @Nullable InetAddress literal, int port) {

    /** Names of hosts, in lower case, without a dot at their end. */
    static final Pattern NAME =
            Pattern.compile("(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

    private static final int LONGEST = 2_048;
    private static final int LAST_PORT = 65_535;
    private static final Pattern PRINTABLE = Pattern.compile("[\\x21-\\x7E]*");

    static Target of(String url) {
        return of(uri(url));
    }

    /** @throws Rejection when it is no URL that could be called */
    static Target of(URI url) {
        if (url.toString().length() > LONGEST) {
            throw Invalid.tooLong("url", LONGEST);
        }
        boolean secure = isSecure(url);
        requireNothingHidden(url);
        String host = host(url);
        return new Target(secure, host, literal(host), port(url, secure));
    }

    static URI uri(String url) {
        if (url.length() > LONGEST) {
            throw Invalid.tooLong("url", LONGEST);
        }
        if (!PRINTABLE.matcher(url).matches()) {
            throw wrong(
                    "The URL has characters beyond ASCII, or spaces; write them percent-encoded, and names of hosts "
                            + "in Punycode.");
        }
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            throw wrong("The URL cannot be read: %s at position %d.", e.getReason(), e.getIndex());
        }
    }

    String scheme() {
        return secure ? "https" : "http";
    }

    private static boolean isSecure(URI url) {
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        return switch (scheme) {
            case "https" -> true;
            case "http" -> false;
            case "null" -> throw wrong("The URL has no scheme; it must begin with https://.");
            default ->
                throw wrong("The URL's scheme is %s; it must be https, or http to a host that is allowed.", scheme);
        };
    }

    private static void requireNothingHidden(URI url) {
        String authority = url.getRawAuthority();
        if (authority != null && authority.contains("@")) {
            throw wrong("The URL has a user name or password before its host; send credentials in a header.");
        }
        if (url.getRawFragment() != null) {
            throw wrong("The URL has a fragment (#), which would never be sent; leave it out.");
        }
    }

    private static String host(URI url) {
        String written = url.getHost();
        if (written == null) {
            throw url.getRawAuthority() == null ? wrong("The URL names no host.") : unreadable(url.getRawAuthority());
        }
        String host = written.toLowerCase(Locale.ROOT);
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static @Nullable InetAddress literal(String host) {
        InetAddress literal = Literal.read(host);
        if (literal == null
                && (Literal.looksLikeIpv4(host) || !NAME.matcher(host).matches())) {
            throw unreadable(host);
        }
        return literal;
    }

    private static int port(URI url, boolean secure) {
        int port = url.getPort();
        if (port == 0 || port > LAST_PORT) {
            throw wrong("The URL's port is %d; it must be from 1 to %d.", port, LAST_PORT);
        }
        return port > 0 ? port : secure ? 443 : 80;
    }

    private static Rejection unreadable(String host) {
        return wrong(
                "The URL's host \"%s\" cannot be read without doubt; write a name of letters, digits and hyphens without a "
                        + "dot at its end, or an IP address in its usual form, such as 192.0.2.1 or [2001:db8::1].",
                host);
    }

    private static Rejection wrong(String format, Object... arguments) {
        return Rejection.of(Reason.PARAMETER_INVALID, format, arguments);
    }
}
