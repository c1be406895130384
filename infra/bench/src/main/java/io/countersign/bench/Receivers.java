package io.countersign.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.json.JsonMapper;

/** Receivers of webhooks on loopback: each path is one, those below {@code /slow} answer after a while. */
final class Receivers implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long SLOW_NANOS = 10_000_000_000L;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final Queue<Long> delays = new ConcurrentLinkedQueue<>();
    private final AtomicLong taken = new AtomicLong();
    private volatile boolean timing;

    Receivers() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.createContext("/slow", this::takeSlowly);
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + path;
    }

    /** Different messages, by receiver. */
    int different() {
        return seen.size();
    }

    /** Which of these events a receiver did not get. */
    Set<String> missing(String path, Set<String> events) {
        Set<String> missing = new HashSet<>(events);
        missing.removeIf(event -> seen.contains("/" + path + " " + event));
        return missing;
    }

    /** All messages, those that came again included. */
    long taken() {
        return taken.get();
    }

    void forget() {
        seen.clear();
        taken.set(0);
        delays.clear();
    }

    /** Whether the time between each event's own and its arrival is noted. */
    void time(boolean on) {
        timing = on;
    }

    Latencies delays() {
        Latencies all = new Latencies();
        delays.forEach(all::add);
        return all;
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            Instant now = Instant.now();
            byte[] body = exchange.getRequestBody().readAllBytes();
            taken.incrementAndGet();
            seen.add(exchange.getRequestURI().getPath() + " "
                    + exchange.getRequestHeaders().getFirst("webhook-id"));
            exchange.sendResponseHeaders(204, -1);
            if (timing) {
                Instant at = Instant.parse(JSON.readTree(body).path("time").asString());
                delays.add(Duration.between(at, now).toNanos());
            }
        }
    }

    private void takeSlowly(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            LockSupport.parkNanos(SLOW_NANOS);
            exchange.sendResponseHeaders(500, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
