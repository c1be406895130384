package io.countersign.egress;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Addresses written as numbers, in the one usual form of each: four decimal bytes without leading zeros, or IPv6 text
 * without a zone. Other spellings (decimal, octal or hexadecimal IPv4, IPv4 within IPv6) mean different addresses to
 * different programs and are no literals here.
 */
final class Literal {

    private static final String BYTE = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IPV4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");
    private static final Pattern ENDS_IN_A_NUMBER = Pattern.compile("(.*\\.)?(\\d+|0[xX][0-9A-Fa-f]*)\\.?");

    private Literal() {}

    /** Null when the text is no address in its usual form; never asks a name server. */
    static @Nullable InetAddress read(String text) {
        if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
            return null;
        }
        try {
            InetAddress address = InetAddress.getByName(text);
            boolean asWritten = text.indexOf(':') < 0 || address instanceof Inet6Address;
            return asWritten ? address : null;
        } catch (UnknownHostException e) {
            return null;
        }
    }

    static InetAddress parse(String text) {
        InetAddress address = read(text);
        if (address == null) {
            throw new IllegalArgumentException(text + " is not an IP address.");
        }
        return address;
    }

    /** Whether programs might take the text for an IPv4 address of some spelling: no name of a host ends in a number. */
    static boolean looksLikeIpv4(String host) {
        return ENDS_IN_A_NUMBER.matcher(host).matches();
    }
}
