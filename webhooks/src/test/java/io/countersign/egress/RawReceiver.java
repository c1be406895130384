package io.countersign.egress;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A receiver on loopback that answers byte for byte what a test says, however ill-behaved. */
public final class RawReceiver implements AutoCloseable {

    private final ServerSocket listener;
    private final Manner manner;
    private final String greeting;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    RawReceiver(ServerSocket listener, Manner manner) {
        this(listener, manner, "");
    }

    private RawReceiver(ServerSocket listener, Manner manner, String greeting) {
        this.listener = listener;
        this.manner = manner;
        this.greeting = greeting;
        Thread.ofVirtual().start(this::accept);
    }

    /** Does this with every request, on a connection that stays open. */
    static RawReceiver that(Manner manner) {
        return new RawReceiver(listener(), manner);
    }

    static RawReceiver answering(String answer) {
        return that(connection -> connection.write(answer));
    }

    /** Speaks first, as servers of mail do. */
    static RawReceiver greeting(String words) {
        return new RawReceiver(listener(), connection -> {}, words);
    }

    private static ServerSocket listener() {
        try {
            return new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    URI url() {
        return url("http", "127.0.0.1");
    }

    URI url(String scheme, String host) {
        return URI.create(scheme + "://" + host + ":" + port() + "/hook");
    }

    int connections() {
        return connections.get();
    }

    List<String> requests() {
        return requests;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                open.add(socket);
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException ended) {
            // closed by the test
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Connection connection = new Connection(socket);
            connection.write(greeting);
            String request = connection.read();
            while (request != null) {
                requests.add(request);
                manner.answer(connection);
                request = connection.read();
            }
        } catch (IOException ended) {
            // by whichever side
        }
    }

    @FunctionalInterface
    interface Manner {
        void answer(Connection connection) throws IOException;
    }

    record Connection(Socket socket) {

        void write(String text) throws IOException {
            write(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        void write(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        }

        /** Until the other side has gone. */
        void hang() throws IOException {
            while (socket.getInputStream().read() >= 0) {
                // what comes is of no interest
            }
        }

        void pause() {
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        private @Nullable String read() throws IOException {
            InputStream in = socket.getInputStream();
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    return null;
                }
                head.append((char) next);
            }
            return head + new String(in.readNBytes(length(head.toString())), StandardCharsets.UTF_8);
        }

        private static int length(String head) {
            return head.lines()
                    .filter(line -> line.regionMatches(true, 0, "content-length:", 0, 15))
                    .map(line -> Integer.parseInt(line.substring(15).strip()))
                    .findFirst()
                    .orElse(0);
        }
    }
}
