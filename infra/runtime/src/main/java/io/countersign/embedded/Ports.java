package io.countersign.embedded;

import io.countersign.startup.StartupError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** TCP ports of the loopback address. */
final class Ports {

    static final String HOST = "127.0.0.1";

    private Ports() {}

    static int free() {
        try (ServerSocket socket = bound(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw StartupError.of("No TCP port can be opened on %s (%s).", HOST, e);
        }
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = bound(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static ServerSocket bound(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getByName(HOST));
    }
}
