package io.countersign.assembly;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One connection to a server, on which everything can be sent that no HTTP library would let through. */
public final class Line implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Socket socket = new Socket();
    private final String authority;

    /** @param from an address of this machine, 127.0.0.1 or another */
    public Line(InProcessServer server, String from) {
        URI address = URI.create(server.url());
        authority = address.getAuthority();
        try {
            socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
            socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
            socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Line to(InProcessServer server) {
        return new Line(server, "127.0.0.1");
    }

    /** @param headers besides those that every request has */
    public static Answer ask(InProcessServer server, String method, String target, String... headers) {
        try (Line line = to(server)) {
            return line.request(method, target, headers).answer();
        }
    }

    public static String basic(String name, String password) {
        byte[] both = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Authorization: Basic " + Base64.getEncoder().encodeToString(both);
    }

    /** The head of a request, with a Host of its own unless one of the headers is one, which is the last on the line. */
    public Line request(String method, String target, String... headers) {
        List<String> own = Arrays.asList(headers);
        boolean named = own.stream().anyMatch(header -> header.startsWith("Host:"));
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nConnection: close\r\n");
        head.append(named ? "" : "Host: " + authority + "\r\n");
        own.forEach(header -> head.append(header).append("\r\n"));
        return send(head.append("\r\n").toString());
    }

    public Line send(String text) {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What a server that has heard enough does not take any more is lost. */
    public Line send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            requireAnswered(e);
        }
        return this;
    }

    private void requireAnswered(IOException failure) {
        try {
            if (socket.getInputStream().available() == 0) {
                throw new UncheckedIOException(failure);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the server has ended it, looking no longer than a moment. */
    public boolean isEnded() {
        try {
            socket.setSoTimeout(1);
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Everything until the server ends it. */
    public Answer answer() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(all);
        } catch (IOException e) {
            if (all.size() == 0) {
                throw new UncheckedIOException(e);
            }
        }
        return Answer.of(all.toString(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param body as it came, in chunks perhaps */
    public record Answer(int status, List<String> headers, String body) {

        static Answer of(String text) {
            int end = text.indexOf("\r\n\r\n");
            if (end < 0) {
                throw new AssertionError("no HTTP answer but '" + text + "'");
            }
            List<String> head = text.substring(0, end).lines().toList();
            return new Answer(
                    Integer.parseInt(head.getFirst().split(" ", 3)[1]),
                    head.subList(1, head.size()),
                    text.substring(end + 4));
        }

        public Optional<String> header(String name) {
            String start = name.toLowerCase(Locale.ROOT) + ":";
            return headers.stream()
                    .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(start))
                    .map(header -> header.substring(start.length()).strip())
                    .findFirst();
        }

        /** Of a body that is an object. */
        public JsonNode json() {
            return JsonMapper.shared().readTree(body.substring(body.indexOf('{'), body.lastIndexOf('}') + 1));
        }
    }
}
