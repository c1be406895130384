package io.countersign.egress;

import io.countersign.startup.StartupError;
import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one entry of the allow-list as an administrator wrote it. */
final class AllowedEntry {

    private static final int LAST_PORT = 65_535;

    /** A name has at most 253 characters (RFC 1035, 2.3.4); on longer texts the forms below would take their time. */
    private static final int LONGEST = 300;

    private static final Pattern BRACKETED = Pattern.compile("\\[([^\\[\\]]*)](/[^:]*)?(:[^/]*)?");
    private static final Pattern PLAIN = Pattern.compile("([^:/\\[\\]]+)(/[^:]*)?(:[^/]*)?");
    private static final Pattern BARE_IPV6 = Pattern.compile("([^/\\[\\]]*:[^/\\[\\]]*:[^/\\[\\]]*)(/.*)?()?");

    private final String text;

    private AllowedEntry(String text) {
        this.text = text;
    }

    static Allowed.Entry parse(String text) {
        return new AllowedEntry(text.strip()).read();
    }

    private Allowed.Entry read() {
        Matcher parts = parts();
        String host = parts.group(1);
        Integer port = port(parts.group(3));
        InetAddress address = Literal.read(host);
        if (address != null) {
            return new Allowed.Addresses(network(address, parts.group(2)), port);
        }
        if (parts.group(2) != null) {
            throw unreadable("only an IP address can have a prefix, and " + host + " is none.");
        }
        return new Allowed.Name(name(host), port);
    }

    private Matcher parts() {
        if (text.length() > LONGEST) {
            throw unreadable("it is longer than the name of any host.");
        }
        for (Pattern form : new Pattern[] {BARE_IPV6, BRACKETED, PLAIN}) {
            Matcher parts = form.matcher(text);
            if (parts.matches()) {
                return parts;
            }
        }
        throw unreadable("write an IP address, a CIDR block or the name of a host, each with or without :port; for "
                + "example 10.1.0.0/16, jenkins.internal:8443 or [::1]:9000.");
    }

    private Network network(InetAddress address, @Nullable String slashAndPrefix) {
        if (slashAndPrefix == null) {
            return Network.single(address);
        }
        int longest = Network.bits(address);
        int prefix = number(slashAndPrefix.substring(1));
        if (prefix < 1 || prefix > longest) {
            throw unreadable("its prefix must be a number from 1 to " + longest + ".");
        }
        Network network = new Network(address, prefix);
        if (!network.startsAtItsBase()) {
            throw unreadable("its address has bits beyond the prefix; write the first address of the block.");
        }
        return network;
    }

    private @Nullable Integer port(@Nullable String colonAndPort) {
        if (colonAndPort == null || colonAndPort.isEmpty()) {
            return null;
        }
        int port = number(colonAndPort.substring(1));
        if (port < 1 || port > LAST_PORT) {
            throw unreadable("its port must be a number from 1 to " + LAST_PORT + ".");
        }
        return port;
    }

    private String name(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (Literal.looksLikeIpv4(name) || !Target.NAME.matcher(name).matches()) {
            throw unreadable("\"" + host + "\" is neither an IP address in its usual form nor the name of a host.");
        }
        return name;
    }

    /** -1 when it is no number of a few digits. */
    private static int number(String digits) {
        return digits.matches("\\d{1,5}") ? Integer.parseInt(digits) : -1;
    }

    private StartupError unreadable(String why) {
        return StartupError.of("\"%s\" cannot be allowed as a target of webhooks: %s", text, why);
    }
}
