package io.countersign.events;

import io.countersign.events.EventReader.Batch;
import io.countersign.events.EventReader.Told;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Server-sent events (WHATWG HTML, 9.2), written by the thread of the request. It ends when the client has gone, when the
 * server stops, when the database is away, and after some minutes, so that who may not read events any longer reads none;
 * clients come back by themselves, with the id of what they had last.
 */
final class EventStream {

    static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int AT_ONCE = 200;

    private final EventReader reader;
    private final News news;
    private final EventFilter filter;
    private final Duration heartbeat;

    EventStream(EventReader reader, News news, EventFilter filter, Duration heartbeat) {
        this.reader = reader;
        this.news = news;
        this.filter = filter;
        this.heartbeat = heartbeat;
    }

    /** Returns when the stream has ended. */
    void write(Cursor from, OutputStream out) throws InterruptedException {
        try {
            send(out, "retry: 1000\n\n");
            follow(from, out);
        } catch (IOException e) {
            LOG.debug("A reader of events has gone.", e);
        } catch (DataAccessException | TransactionException e) {
            LOG.debug("A stream of events ends because they cannot be read.", e);
        }
    }

    private void follow(Cursor from, OutputStream out) throws IOException, InterruptedException {
        long start = System.nanoTime();
        long lastSent = start;
        Cursor place = from;
        while (news.isOpen() && System.nanoTime() - start < LONGEST.toNanos()) {
            Duration silence = Duration.ofNanos(System.nanoTime() - lastSent);
            long upTo = news.awaitBeyond(place.index(), heartbeat.minus(silence));
            Batch batch = reader.read(place, upTo, filter, AT_ONCE);
            place = batch.end();
            if (!batch.events().isEmpty() || silence.compareTo(heartbeat) >= 0) {
                send(out, text(batch));
                lastSent = System.nanoTime();
            }
        }
    }

    /** With nothing to tell it moves the client's place past what it does not want, and finds out whether it is there. */
    private static String text(Batch batch) {
        StringBuilder text = new StringBuilder();
        for (Told told : batch.events()) {
            text.append("id: ").append(told.resumeAt()).append('\n');
            text.append("event: ").append(told.event().type()).append('\n');
            text.append("data: ")
                    .append(new String(told.event().json(), StandardCharsets.UTF_8))
                    .append("\n\n");
        }
        return text.isEmpty() ? ": nothing new\nid: " + batch.end() + "\n\n" : text.toString();
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
