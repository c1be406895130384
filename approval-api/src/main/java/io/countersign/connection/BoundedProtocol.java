package io.countersign.connection;

import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.coyote.Constants;
import org.apache.coyote.Processor;
import org.apache.coyote.Request;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's HTTP/1.1 over connections that nobody holds by sending the head of a request byte by byte. Tomcat itself bounds
 * the silence between two bytes alone. Made by Tomcat, by its name.
 */
public final class BoundedProtocol extends Http11NioProtocol {

    /** From the first byte of a request to the last of its headers. */
    static final Duration HEAD_WITHIN = Duration.ofSeconds(30);

    private static final long LOOK_EVERY_SECONDS = 5;

    private final BoundedEndpoint endpoint;
    private @Nullable Future<?> watch;

    public BoundedProtocol() {
        this(new BoundedEndpoint());
    }

    private BoundedProtocol(BoundedEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    public void setProxies(Predicate<InetAddress> proxies) {
        endpoint.setProxies(proxies);
    }

    @Override
    public void start() throws Exception {
        super.start();
        watch = getUtilityExecutor()
                .scheduleWithFixedDelay(this::endLateOnes, LOOK_EVERY_SECONDS, LOOK_EVERY_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void stop() throws Exception {
        if (watch != null) {
            watch.cancel(false);
        }
        super.stop();
    }

    private void endLateOnes() {
        endpoint.getConnections().stream()
                .filter(BoundedProtocol::isLate)
                .forEach(connection -> endpoint.processSocket(connection, SocketEvent.ERROR, true));
    }

    /** While a head is there in part, a connection has a processor beside it that nobody works with. */
    private static boolean isLate(SocketWrapperBase<?> connection) {
        return connection.getCurrentProcessor() instanceof Processor processor
                && !processor.isAsync()
                && !processor.isUpgrade()
                && isLate(processor.getRequest());
    }

    private static boolean isLate(Request request) {
        long begun = request.getStartTimeNanos();
        return begun != -1
                && request.getRequestProcessor().getStage() == Constants.STAGE_ENDED
                && !request.getResponse().isCommitted()
                && System.nanoTime() - begun > HEAD_WITHIN.toNanos();
    }
}
