package io.countersign.witness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.countersign.proof.Forged;
import io.countersign.proof.Hash;
import io.countersign.proof.SignedNote;
import io.countersign.proof.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** By which logs hand checkpoints to a witness themselves (C2SP tlog-witness). Nobody signs in: what counts is signed. */
public final class WitnessPort implements AutoCloseable {

    private static final int LARGEST = 64 << 10;
    private static final int MOST_HASHES = 63;
    private static final int THREADS = 8;
    private static final String TEXT = "text/plain; charset=UTF-8";

    private final Witness witness;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().daemon().name("witness-", 0).factory());

    private WitnessPort(Witness witness, HttpServer server) {
        this.witness = witness;
        this.server = server;
    }

    /** @throws IOException when the address cannot be had */
    public static WitnessPort open(Witness witness, InetSocketAddress address) throws IOException {
        System.setProperty("sun.net.httpserver.maxReqTime", "30"); // seconds, for a whole request
        System.setProperty("sun.net.httpserver.maxRspTime", "30");
        WitnessPort port = new WitnessPort(witness, HttpServer.create(address, 0));
        port.server.setExecutor(port.threads);
        port.server.createContext("/", exchange -> {
            try (exchange) {
                port.answer(exchange);
            }
        });
        port.server.start();
        return port;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private record Answer(int status, String type, String body) {

        static Answer refusal(int status, String message) {
            return new Answer(status, TEXT, message + "\n");
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        Answer answer = answerTo(exchange);
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
    }

    private Answer answerTo(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestURI().getPath().equals("/add-checkpoint")) {
            return Answer.refusal(404, "There is POST /add-checkpoint, and nothing else.");
        }
        if (!exchange.getRequestMethod().equals("POST")) {
            return Answer.refusal(405, "Checkpoints are sent by POST.");
        }
        try (InputStream in = exchange.getRequestBody()) {
            byte[] body = in.readNBytes(LARGEST + 1);
            return body.length > LARGEST
                    ? Answer.refusal(413, "A request has at most " + LARGEST + " bytes.")
                    : add(new String(body, StandardCharsets.UTF_8));
        }
    }

    private record Asked(long old, List<Hash> proof, SignedNote checkpoint) {

        static Asked parse(String body) {
            int end = body.indexOf("\n\n");
            if (!body.startsWith("old ") || end < 0) {
                throw new Unreadable("It begins with 'old', the old size, and the proof; then an empty line.");
            }
            List<String> lines = Arrays.asList(body.substring(0, end).split("\n", -1));
            if (lines.size() - 1 > MOST_HASHES) {
                throw new Unreadable("A proof has at most " + MOST_HASHES + " hashes.");
            }
            String old = lines.getFirst().substring("old ".length());
            if (!old.matches("0|[1-9]\\d{0,17}")) {
                throw new Unreadable("The old size is no decimal number.");
            }
            return new Asked(
                    Long.parseLong(old),
                    lines.subList(1, lines.size()).stream().map(Hash::ofBase64).toList(),
                    SignedNote.parse(body.substring(end + 2)));
        }
    }

    private Answer add(String body) {
        Asked asked;
        try {
            asked = Asked.parse(body);
        } catch (Unreadable e) {
            return Answer.refusal(400, String.valueOf(e.getMessage()));
        }
        try {
            SignedNote cosigned = witness.add(asked.old(), asked.proof(), asked.checkpoint());
            return new Answer(
                    200, TEXT, cosigned.newestOf(witness.key()).orElseThrow().toString());
        } catch (Witness.Refused e) {
            return refused(e);
        } catch (Forged | Unreadable e) {
            return asked.old()
                            == io.countersign.proof.Checkpoint.of(asked.checkpoint())
                                    .size()
                    ? conflict(asked.old())
                    : Answer.refusal(422, String.valueOf(e.getMessage()));
        }
    }

    private static Answer refused(Witness.Refused refused) {
        String message = String.valueOf(refused.getMessage());
        return switch (refused.why()) {
            case UNKNOWN_LOG -> Answer.refusal(404, message);
            case NOT_SIGNED -> Answer.refusal(403, message);
            case SMALLER_THAN_OLD -> Answer.refusal(400, message);
            case OLD_IS_NOT_LAST -> conflict(refused.size());
        };
    }

    private static Answer conflict(long size) {
        return new Answer(409, "text/x.tlog.size", size + "\n");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
