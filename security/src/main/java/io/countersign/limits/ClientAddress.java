package io.countersign.limits;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whom an address counts as. */
final class ClientAddress {

    private static final Pattern WITH_PORT = Pattern.compile("(\\d+(?:\\.\\d+){3}):\\d+|\\[(.*)](?::\\d+)?");
    private static final int LONGEST = 64;
    private static final int NETWORK_BYTES = 8;

    private ClientAddress() {}

    /**
     * Of an IPv6 address its network, for whoever has one address has 2^64 of them (RFC 4291, 2.5.1); without the port that
     * some proxies tell with it.
     */
    static String of(String remote) {
        Matcher withPort = WITH_PORT.matcher(remote);
        if (withPort.matches()) {
            return of(withPort.group(1) == null ? withPort.group(2) : withPort.group(1));
        }
        return remote.indexOf(':') < 0 ? remote.substring(0, Math.min(LONGEST, remote.length())) : network(remote);
    }

    private static String network(String address) {
        try {
            InetAddress parsed = InetAddress.getByName(address); // with a colon in it, no name that would be looked up
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), NETWORK_BYTES)) + "/64"
                    : parsed.getHostAddress();
        } catch (UnknownHostException e) {
            return address.substring(0, Math.min(LONGEST, address.length()));
        }
    }
}
