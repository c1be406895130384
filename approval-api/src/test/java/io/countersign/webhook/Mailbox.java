package io.countersign.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.countersign.assembly.Deadline;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A receiver on loopback that keeps what it is sent, and answers as it is told to. */
final class Mailbox implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Letter> letters = new CopyOnWriteArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile IntFunction<Reply> replies = call -> Reply.status(204);

    /** @param headers by names in lower case, the first value of each */
    record Letter(Map<String, String> headers, byte[] body, int answered) {

        JsonNode json() {
            return JSON.readTree(body);
        }

        String id() {
            return headers.getOrDefault("webhook-id", "");
        }

        String type() {
            return json().path("type").asString("");
        }
    }

    /** @param headers names and values in turn */
    record Reply(int status, String body, String... headers) {
        static Reply status(int status) {
            return new Reply(status, "");
        }
    }

    Mailbox() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    /** @param replies by the number of the call, from 1 */
    void answers(IntFunction<Reply> replies) {
        calls.set(0);
        this.replies = replies;
    }

    void answers(int status) {
        answers(call -> Reply.status(status));
    }

    List<Letter> letters() {
        return letters;
    }

    /** Those that were taken. */
    List<Letter> accepted() {
        return letters.stream().filter(letter -> letter.answered() / 100 == 2).toList();
    }

    List<Letter> await(int count) {
        Deadline.soon(count + " messages have arrived", () -> letters.size() >= count);
        return letters;
    }

    List<Letter> awaitAccepted(int count) {
        Deadline.soon(count + " messages have been taken", () -> accepted().size() >= count);
        return accepted();
    }

    void empty() {
        letters.clear();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Reply reply = replies.apply(calls.incrementAndGet());
            Map<String, String> headers = new java.util.TreeMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values.getFirst()));
            letters.add(new Letter(headers, body, reply.status()));
            for (int i = 0; i < reply.headers().length; i += 2) {
                exchange.getResponseHeaders().add(reply.headers()[i], reply.headers()[i + 1]);
            }
            byte[] answer = reply.body().getBytes(java.nio.charset.StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
