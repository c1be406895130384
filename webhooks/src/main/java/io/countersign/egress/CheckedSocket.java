package io.countersign.egress;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A socket that asks the guard about the peer it got, before anybody can send a byte over it; so nothing between the
 * check of a name and the connection matters. It ignores a SOCKS proxy that the process may be told to use.
 */
final class CheckedSocket extends Socket {

    private final Guard guard;
    private final boolean secure;

    CheckedSocket(Guard guard, boolean secure) {
        super(Proxy.NO_PROXY);
        this.guard = guard;
        this.secure = secure;
    }

    @Override
    public void connect(@Nullable SocketAddress wanted, int timeout) throws IOException {
        super.connect(wanted, timeout);
        String refusal = guard.refusal(target((InetSocketAddress) Objects.requireNonNull(wanted)), getInetAddress());
        if (refusal != null) {
            close();
            throw new RefusedAddress(refusal);
        }
    }

    private Target target(InetSocketAddress wanted) {
        return new Target(secure, wanted.getHostString(), null, getPort());
    }
}
