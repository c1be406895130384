package io.countersign.egress;

import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.reactor.ssl.SSLBufferMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** The HTTP client with everything off that would go elsewhere, try again, remember or unpack by itself. */
final class Client {

    /** So that one receiver that hangs holds no connection which another needs. */
    static final int CONNECTIONS_TO_ONE_HOST = 50;

    private static final int CONNECTIONS = 4_000;
    private static final int LONGEST_LINE = 8_192;
    private static final int MOST_HEADERS = 100;
    private static final Duration KEPT_IDLE = Duration.ofSeconds(20);
    private static final Duration TRUSTED_IDLE = Duration.ofMillis(500);
    private static final Duration LIFE_OF_A_CONNECTION = Duration.ofMinutes(5);

    private Client() {}

    static CloseableHttpClient of(Guard guard, Resolver resolver, SSLContext trust) {
        return HttpClients.custom()
                .setConnectionManager(pool(new GuardedConnections(guard, resolver, tls(trust))))
                .setRoutePlanner(new DefaultRoutePlanner(null))
                .setUserAgent("Countersign")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .disableConnectionState()
                .build();
    }

    static RequestConfig within(Deadline deadline) {
        Timeout rest = Timeout.of(deadline.remaining());
        return RequestConfig.custom()
                .setConnectionRequestTimeout(rest)
                .setResponseTimeout(rest)
                .setConnectionKeepAlive(TimeValue.of(KEPT_IDLE))
                .setRedirectsEnabled(false)
                .setAuthenticationEnabled(false)
                .setContentCompressionEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .build();
    }

    private static DefaultClientTlsStrategy tls(SSLContext trust) {
        return new DefaultClientTlsStrategy(
                trust, null, null, SSLBufferMode.STATIC, HostnameVerificationPolicy.BUILTIN, null);
    }

    private static PoolingHttpClientConnectionManager pool(GuardedConnections connections) {
        PoolingHttpClientConnectionManager pool = new PoolingHttpClientConnectionManager(
                connections,
                PoolConcurrencyPolicy.STRICT,
                PoolReusePolicy.LIFO,
                TimeValue.NEG_ONE_MILLISECOND,
                parsers());
        pool.setMaxTotal(CONNECTIONS);
        pool.setDefaultMaxPerRoute(CONNECTIONS_TO_ONE_HOST);
        pool.setDefaultSocketConfig(SocketConfig.custom().setTcpNoDelay(true).build());
        pool.setDefaultConnectionConfig(ConnectionConfig.custom()
                .setValidateAfterInactivity(TimeValue.of(TRUSTED_IDLE))
                .setTimeToLive(TimeValue.of(LIFE_OF_A_CONNECTION))
                .build());
        return pool;
    }

    /** The library's own parser skips what is no HTTP until something is. */
    private static ManagedHttpClientConnectionFactory parsers() {
        Http1Config limits = Http1Config.custom()
                .setMaxLineLength(LONGEST_LINE)
                .setMaxHeaderCount(MOST_HEADERS)
                .build();
        return ManagedHttpClientConnectionFactory.builder()
                .http1Config(limits)
                .responseParserFactory(new DefaultHttpResponseParserFactory(limits))
                .build();
    }
}
