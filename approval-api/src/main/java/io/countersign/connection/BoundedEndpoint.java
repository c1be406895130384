package io.countersign.connection;

import java.net.InetAddress;
import java.nio.channels.SocketChannel;
import java.util.function.Predicate;
import org.apache.tomcat.util.net.NioEndpoint;
import org.jspecify.annotations.Nullable;

/** Takes connections, but from no address more than half of those that there may be: the others could open none. */
final class BoundedEndpoint extends NioEndpoint {

    private volatile Predicate<InetAddress> isProxy = address -> false;

    /** @param proxies from where the connections of many clients come */
    void setProxies(Predicate<InetAddress> proxies) {
        isProxy = proxies;
    }

    @Override
    protected boolean setSocketOptions(SocketChannel socket) {
        if (hasTooMany(socket.socket().getInetAddress())) {
            destroySocket(socket);
            return true; // nothing is left to be done with it
        }
        return super.setSocketOptions(socket);
    }

    /** They are counted only when there are many of anybody's. */
    private boolean hasTooMany(@Nullable InetAddress from) {
        int most = Math.max(1, getMaxConnections() / 2);
        return from != null
                && getMaxConnections() > 0
                && connections.size() >= most
                && !isProxy.test(from)
                && connections.keySet().stream()
                                .filter(open -> from.equals(open.socket().getInetAddress()))
                                .count()
                        >= most;
    }
}
