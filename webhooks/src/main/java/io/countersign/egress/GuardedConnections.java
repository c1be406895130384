package io.countersign.egress;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.io.DetachedSocketFactory;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Makes connections: resolves a name once, refuses it when any of its addresses is refused, and connects to exactly those
 * that were checked. A name that resolves to both kinds is refused whole, since nobody makes such a name in good faith.
 */
final class GuardedConnections extends DefaultHttpClientConnectionOperator {

    private final Guard guard;
    private final Lookups lookups;

    GuardedConnections(Guard guard, Resolver resolver, TlsSocketStrategy tls) {
        super(
                new CheckedSockets(guard),
                null,
                null,
                RegistryBuilder.<TlsSocketStrategy>create()
                        .register(URIScheme.HTTPS.id, tls)
                        .build());
        this.guard = guard;
        this.lookups = new Lookups(resolver);
    }

    @Override
    public void connect(
            ManagedHttpClientConnection connection,
            HttpHost host,
            @Nullable NamedEndpoint name,
            @Nullable Path unixSocket,
            @Nullable InetSocketAddress local,
            @Nullable Timeout timeout,
            SocketConfig socket,
            @Nullable Object attachment,
            HttpContext context)
            throws IOException {
        Attempt attempt = Attempt.of(context);
        List<InetAddress> addresses = checked(attempt);
        for (int i = 0; i < addresses.size(); i++) {
            Duration share = attempt.deadline().remaining().dividedBy(addresses.size() - (long) i);
            HttpHost exactly = exactly(attempt.target(), addresses.get(i));
            try {
                super.connect(connection, exactly, name, null, local, millis(share), socket, attachment, context);
                requireInTime(connection, attempt.deadline());
                return;
            } catch (RefusedAddress e) {
                throw e;
            } catch (IOException e) {
                if (i == addresses.size() - 1 || attempt.deadline().passed()) {
                    throw e;
                }
            }
        }
    }

    private List<InetAddress> checked(Attempt attempt) throws IOException {
        List<InetAddress> addresses = lookups.addresses(attempt.target(), attempt.deadline());
        for (InetAddress address : addresses) {
            String refusal = guard.refusal(attempt.target(), address);
            if (refusal != null) {
                throw new RefusedAddress(refusal);
            }
        }
        return addresses;
    }

    /** A call may be given up in the moment before its connection has a socket that could be closed. */
    private static void requireInTime(ManagedHttpClientConnection connection, Deadline deadline) throws IOException {
        if (deadline.passed()) {
            connection.close(CloseMode.IMMEDIATE);
            throw new IOException("connected too late");
        }
    }

    private static HttpHost exactly(Target target, InetAddress address) throws IOException {
        InetAddress named = InetAddress.getByAddress(target.host(), address.getAddress());
        return new HttpHost(target.scheme(), named, target.host(), target.port());
    }

    private static Timeout millis(Duration share) {
        return Timeout.ofMilliseconds(Math.max(1, share.toMillis()));
    }

    private record CheckedSockets(Guard guard) implements DetachedSocketFactory {

        /** Of the stricter scheme, for a library that would not say which. */
        @Override
        public Socket create(@Nullable Proxy proxy) {
            return new CheckedSocket(guard, false);
        }

        @Override
        public Socket create(String scheme, @Nullable Proxy proxy) {
            return new CheckedSocket(guard, URIScheme.HTTPS.same(scheme));
        }
    }
}
