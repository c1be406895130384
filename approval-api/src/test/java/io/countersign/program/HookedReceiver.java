package io.countersign.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.countersign.program.EventLog.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A webhook that wants to hear of everything, and refuses one message in three hundred when it comes first. */
final class HookedReceiver implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int REFUSED_OF = 300;

    private final HttpServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final LinkedBlockingQueue<JsonNode> taken = new LinkedBlockingQueue<>();
    private final Set<String> ids = ConcurrentHashMap.newKeySet();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final AtomicInteger calls = new AtomicInteger();

    private HookedReceiver() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.setExecutor(threads);
        http.createContext("/", this::take);
        http.start();
    }

    static HookedReceiver of(ServerProcess server) {
        HookedReceiver receiver = new HookedReceiver();
        String url = "http://127.0.0.1:" + receiver.http.getAddress().getPort() + "/";
        assertThat(server.admin()
                        .post("/api/governance/v1/webhooks", Map.of("url", url, "events", List.of("*")))
                        .status())
                .isEqualTo(201);
        return receiver;
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode event = JSON.readTree(exchange.getRequestBody());
            String id = event.path("id").asString();
            boolean refuse = calls.incrementAndGet() % REFUSED_OF == 0 && !ids.contains(id) && refused.add(id);
            if (!refuse) {
                taken.add(event);
                ids.add(id);
            }
            exchange.sendResponseHeaders(refuse ? 500 : 204, -1);
        }
    }

    /**
     * Everything since it was made has come, each stream in order; some of it may have come again. The server writes by
     * itself too, so the log is read anew until both agree.
     */
    void requireAllOf(EventLog log, Duration patience) {
        Until.require(patience, () -> missing(log.all()).isEmpty(), () -> "did not come: " + missing(log.all()));
        List<JsonNode> came = List.copyOf(taken);
        requireOrder(came, log.all());
    }

    private List<String> missing(List<Entry> log) {
        List<String> types = log.stream().map(Entry::type).toList();
        return log.stream()
                .skip(types.indexOf("webhook.created") + 1L)
                .filter(entry -> !ids.contains(entry.id()))
                .map(entry -> entry.type() + " " + entry.id())
                .toList();
    }

    private static void requireOrder(List<JsonNode> came, List<Entry> log) {
        Map<String, Entry> entries = log.stream().collect(Collectors.toMap(Entry::id, Function.identity()));
        Map<String, Long> last = new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (JsonNode event : came) {
            Entry entry = entries.get(event.path("id").asString());
            assertThat(entry).as("in the log: %s", event).isNotNull();
            if (seen.add(entry.id())) {
                assertThat(entry.sequence())
                        .as("of stream %s", entry.stream())
                        .isGreaterThan(last.getOrDefault(entry.stream(), -1L));
                last.put(entry.stream(), entry.sequence());
            }
        }
    }

    @Override
    public String toString() {
        return "%d messages to a receiver, %d of them again, %d refused at first"
                .formatted(calls.get(), taken.size() - ids.size(), refused.size());
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }
}
