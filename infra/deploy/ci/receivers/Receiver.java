import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A sample receiver of Countersign's webhooks: one file, the JDK and nothing else.
 *
 * <pre>WEBHOOK_SECRET=whsec_... java Receiver.java --port 9000</pre>
 *
 * <p>It believes an event only when every signature that came with it is right: Standard Webhooks'
 * ({@code webhook-signature}), MLflow's ({@code X-MLflow-Signature}) or Databricks' ({@code X-Databricks-Signature}). It
 * answers 204 to what it accepts and 401 to anything else, and prints one line for each event, once, however often the
 * event is sent. While a secret is replaced give both, each on a line of its own.
 */
public final class Receiver {

    private static final long TOLERANCE_SECONDS = 300;
    private static final int LONGEST_BODY = 1024 * 1024;
    private static final int REMEMBERED_IDS = 10_000;

    private final List<String> secrets;
    private final Set<String> seen = Collections.synchronizedSet(Collections.newSetFromMap(new LatestIds()));

    private Receiver(List<String> secrets) {
        this.secrets = secrets;
    }

    public static void main(String[] arguments) throws IOException {
        int port = 9000;
        Path secretFile = null;
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            switch (arguments[i]) {
                case "--port" -> port = Integer.parseInt(arguments[i + 1]);
                case "--secret-file" -> secretFile = Path.of(arguments[i + 1]);
                default -> fail("usage: java Receiver.java [--port PORT] [--secret-file FILE]");
            }
        }
        Receiver receiver = new Receiver(secrets(secretFile));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", receiver::handle);
        server.start();
        System.out.println("listening on http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status(exchange), -1);
        }
    }

    private int status(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            return 405;
        }
        byte[] body = exchange.getRequestBody().readNBytes(LONGEST_BODY + 1);
        if (body.length > LONGEST_BODY) {
            return 413;
        }
        try {
            verify(exchange.getRequestHeaders(), body);
        } catch (Untrusted reason) {
            System.err.println("refused: " + reason.getMessage());
            return 401;
        }
        tellOnce(exchange.getRequestHeaders(), body);
        return 204;
    }

    /** An event of Databricks' contract has no id, and is told each time. */
    private void tellOnce(Headers headers, byte[] body) {
        String standard = headers.getFirst("webhook-id");
        String id = standard == null ? headers.getFirst("X-MLflow-Delivery-Id") : standard;
        if (id == null || seen.add(id)) {
            System.out.println("accepted " + (id == null ? "-" : id) + " (" + body.length + " bytes)");
        }
    }

    /** Throws unless the event has a signature, and all that it has are right. */
    private void verify(Headers headers, byte[] body) {
        boolean verified = false;
        if (headers.containsKey("webhook-signature")) {
            List<byte[]> keys = secrets.stream().map(Receiver::standardKey).toList();
            verifyTimed(headers, "webhook-id", "webhook-timestamp", "webhook-signature", keys, body);
            verified = true;
        }
        List<byte[]> texts = secrets.stream().map(Receiver::utf8).toList();
        if (headers.containsKey("X-MLflow-Signature")) {
            verifyTimed(headers, "X-MLflow-Delivery-Id", "X-MLflow-Timestamp", "X-MLflow-Signature", texts, body);
            verified = true;
        }
        if (headers.containsKey("X-Databricks-Signature")) {
            byte[] sent = utf8(headers.getFirst("X-Databricks-Signature").toLowerCase(Locale.ROOT));
            List<byte[]> right = texts.stream()
                    .map(key -> utf8(HexFormat.of().formatHex(mac(key, body))))
                    .toList();
            requireOneOf(List.of(sent), right, "X-Databricks-Signature");
            verified = true;
        }
        if (!verified) {
            throw new Untrusted("there is no signature");
        }
    }

    /** What Standard Webhooks and MLflow sign alike: {@code id.timestamp.body}. */
    private static void verifyTimed(
            Headers headers, String idName, String timeName, String signatureName, List<byte[]> keys, byte[] body) {
        String id = headers.getFirst(idName);
        if (id == null) {
            throw new Untrusted("there is no " + idName);
        }
        String timestamp = String.valueOf(headers.getFirst(timeName));
        requireRecent(timestamp);
        byte[] signed = (id + "." + timestamp + ".").getBytes(StandardCharsets.ISO_8859_1);
        List<byte[]> right = keys.stream().map(key -> mac(key, signed, body)).toList();
        requireOneOf(versionOne(headers.getFirst(signatureName)), right, signatureName);
    }

    /** A signature holds for five minutes, so that nobody can send an old event again. */
    private static void requireRecent(String timestamp) {
        if (!timestamp.matches("[0-9]{1,12}")) {
            throw new Untrusted("the timestamp is no number");
        }
        if (Math.abs(Instant.now().getEpochSecond() - Long.parseLong(timestamp)) > TOLERANCE_SECONDS) {
            throw new Untrusted("the timestamp is more than five minutes off");
        }
    }

    /** Compares in constant time, and all of them, so that the time taken tells nothing. */
    private static void requireOneOf(List<byte[]> candidates, List<byte[]> right, String what) {
        boolean found = false;
        for (byte[] candidate : candidates) {
            for (byte[] expected : right) {
                found |= MessageDigest.isEqual(candidate, expected);
            }
        }
        if (!found) {
            throw new Untrusted("no signature in " + what + " is right");
        }
    }

    /** The signatures of a list like {@code v1,abc v1,def}. */
    private static List<byte[]> versionOne(String header) {
        List<byte[]> found = new ArrayList<>();
        for (String entry : header.split(" ")) {
            if (entry.startsWith("v1,")) {
                try {
                    found.add(Base64.getDecoder().decode(entry.substring(3)));
                } catch (IllegalArgumentException e) {
                    // it is not the one that is right
                }
            }
        }
        return found;
    }

    /** Of {@code whsec_} what follows, decoded; of any other secret its own bytes. */
    private static byte[] standardKey(String secret) {
        return secret.startsWith("whsec_") ? Base64.getDecoder().decode(secret.substring(6)) : utf8(secret);
    }

    private static byte[] mac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> secrets(Path file) throws IOException {
        String given = System.getenv("WEBHOOK_SECRET");
        String text = file != null ? Files.readString(file) : given == null ? "" : given;
        List<String> secrets = text.lines().filter(line -> !line.isEmpty()).toList();
        if (secrets.isEmpty()) {
            fail("there is no secret; set WEBHOOK_SECRET or name a file with --secret-file.");
        }
        try {
            secrets.forEach(Receiver::standardKey);
        } catch (IllegalArgumentException e) {
            fail("what follows whsec_ in a secret is no Base64.");
        }
        return secrets;
    }

    private static void fail(String message) {
        System.err.println("receiver: " + message);
        System.exit(1);
    }

    /** Says why an event is not believed. */
    private static final class Untrusted extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Untrusted(String message) {
            super(message);
        }
    }

    /** Forgets the oldest. */
    private static final class LatestIds extends LinkedHashMap<String, Boolean> {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED_IDS;
        }
    }
}
