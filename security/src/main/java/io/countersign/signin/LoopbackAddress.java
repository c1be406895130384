package io.countersign.signin;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The condition under which a server may do without sign-in: nobody else can reach it. */
final class LoopbackAddress {

    private LoopbackAddress() {}

    /** @param address that the server is about to listen on; blank means all that the machine has */
    static void require(String address) {
        if (!is(address)) {
            throw new IllegalStateException("Without sign-in (countersign.auth=none) the server must listen on this"
                    + " machine only: set server.address to 127.0.0.1, or countersign.auth to local.");
        }
    }

    static boolean is(String address) {
        try {
            return !address.isBlank() && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
