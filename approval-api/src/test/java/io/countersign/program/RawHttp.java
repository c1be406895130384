package io.countersign.program;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Requests as bytes, which no HTTP library would let through. */
final class RawHttp {

    private static final int PATIENCE_MILLIS = 60_000;

    private RawHttp() {}

    /** @param headers without their line ends; {@code body} is sent with its length and the connection closed after */
    record Request(String method, String target, List<String> headers, byte[] body) {

        @Override
        public String toString() {
            String start = new String(body, 0, Math.min(300, body.length), StandardCharsets.ISO_8859_1);
            return method + " " + (target.length() > 300 ? target.substring(0, 300) + "…" : target) + " " + headers
                    + " " + body.length + " bytes: " + start;
        }
    }

    record Response(int status, String contentType, String body) {}

    static Response send(URI server, Request request) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            write(socket, server, request);
            return read(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(request.toString(), e);
        }
    }

    /** A server that has heard enough answers and closes; then the rest cannot be written. */
    private static void write(Socket socket, URI server, Request request) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StringBuilder head = new StringBuilder(request.method() + " " + request.target() + " HTTP/1.1\r\n");
        head.append("Host: ").append(server.getAuthority()).append("\r\nConnection: close\r\n");
        request.headers().forEach(header -> head.append(header).append("\r\n"));
        head.append("Content-Length: ").append(request.body().length).append("\r\n\r\n");
        bytes.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(request.body());
        try {
            socket.getOutputStream().write(bytes.toByteArray());
        } catch (IOException e) {
            if (socket.getInputStream().available() == 0) {
                throw e;
            }
        }
    }

    private static Response read(InputStream in) throws IOException {
        String all = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)
                .replaceFirst("^HTTP/1.1 100 \\r\\n\\r\\n", "");
        int end = all.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new IOException("no HTTP response but '" + all + "'");
        }
        String head = all.substring(0, end);
        String body = all.substring(end + 4);
        boolean chunked = head.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked");
        return new Response(
                Integer.parseInt(head.split(" ", 3)[1]), contentType(head), chunked ? withoutChunks(body) : body);
    }

    private static String contentType(String head) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-type:"))
                .map(line -> line.substring("content-type:".length()).strip())
                .findFirst()
                .orElse("");
    }

    private static String withoutChunks(String body) {
        StringBuilder whole = new StringBuilder();
        int at = 0;
        while (true) {
            int lineEnd = body.indexOf("\r\n", at);
            int length = lineEnd < 0
                    ? 0
                    : Integer.parseInt(body.substring(at, lineEnd).strip(), 16);
            if (length == 0) {
                return whole.toString();
            }
            whole.append(body, lineEnd + 2, lineEnd + 2 + length);
            at = lineEnd + 2 + length + 2;
        }
    }
}
