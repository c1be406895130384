package io.countersign.events;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.api.GovernanceRoutes;
import io.countersign.events.EventReader.Batch;
import io.countersign.limits.LongLived;
import io.countersign.rejection.Invalid;
import io.countersign.wire.Sender;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** Every event in the order of the log, for readers who keep their own place in it. */
@GovernanceRoutes
@Requires(Operation.READ_EVENTS)
final class EventRoutes {

    private static final int MOST_AT_ONCE = 1000;
    private static final int LONGEST_WAIT_SECONDS = 30;

    private final EventReader reader;
    private final News news;
    private final Audience audience;
    private final Sender sender;

    EventRoutes(EventReader reader, News news, Audience audience, Sender sender) {
        this.reader = reader;
        this.news = news;
        this.audience = audience;
        this.sender = sender;
    }

    /**
     * A page of events; or, for who accepts {@code text/event-stream}, events as they happen.
     *
     * @param after the place where the last page ended, or {@code latest}; absent for the first event
     * @param wait so many seconds at most, when there is none
     * @param lastEventId where a stream broke off, which counts before {@code after}
     * @return null when the response is written already
     */
    @GetMapping("/events")
    @LongLived
    @Nullable
    ResponseEntity<byte[]> events(
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestParam(name = "after", required = false) @Nullable String after,
            @RequestParam(name = "limit", defaultValue = "100") int limit,
            @RequestParam(name = "types", required = false) @Nullable List<String> types,
            @RequestParam(name = "format", defaultValue = EventFilter.CLOUDEVENTS) String format,
            @RequestParam(name = "wait", defaultValue = "0") int wait,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId)
            throws IOException, InterruptedException {
        require("limit", limit, 1, MOST_AT_ONCE);
        require("wait", wait, 0, LONGEST_WAIT_SECONDS);
        EventFilter filter = EventFilter.of(format, types);
        if (wantsStream(request)) {
            Cursor from = lastEventId == null || lastEventId.isEmpty()
                    ? reader.place("after", after)
                    : reader.place("Last-Event-ID", lastEventId);
            stream(response, from, filter);
            return null;
        }
        Cursor from = reader.place("after", after);
        return page(wait == 0 ? now(from, filter, limit) : soon(from, filter, limit, Duration.ofSeconds(wait)));
    }

    private static void require(String parameter, int value, int least, int most) {
        if (value < least || value > most) {
            throw Invalid.value(parameter, value, "use a number from " + least + " to " + most + ".");
        }
    }

    /** Not for a HEAD, whose answer would have no end and nothing in it. */
    private static boolean wantsStream(HttpServletRequest request) {
        String accepted = request.getHeader(HttpHeaders.ACCEPT);
        return request.getMethod().equals("GET")
                && accepted != null
                && accepted.contains(MediaType.TEXT_EVENT_STREAM_VALUE);
    }

    private Batch now(Cursor from, EventFilter filter, int limit) {
        return reader.read(from, reader.upToNow(), filter, limit);
    }

    private Batch soon(Cursor from, EventFilter filter, int limit, Duration wait) throws InterruptedException {
        long end = System.nanoTime() + wait.toNanos();
        Batch batch = now(from, filter, limit);
        if (!batch.events().isEmpty()) {
            return batch;
        }
        try (Audience.Seat seat = audience.enter(sender.subject())) {
            Duration left = left(end);
            while (batch.events().isEmpty() && left.isPositive() && news.isOpen()) {
                batch = reader.read(batch.end(), news.awaitBeyond(batch.end().index(), left), filter, limit);
                left = left(end);
            }
            return batch;
        }
    }

    private static Duration left(long end) {
        return Duration.ofNanos(end - System.nanoTime());
    }

    private void stream(HttpServletResponse response, Cursor from, EventFilter filter)
            throws IOException, InterruptedException {
        try (Audience.Seat seat = audience.enter(sender.subject())) {
            response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            response.setHeader("X-Accel-Buffering", "no"); // proxies that would wait for more
            new EventStream(reader, news, filter, EventStream.HEARTBEAT).write(from, response.getOutputStream());
        }
    }

    private static ResponseEntity<byte[]> page(Batch batch) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noStore())
                .body(json(batch));
    }

    /** The events are JSON already. */
    private static byte[] json(Batch batch) {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        json.writeBytes("{\"events\":[".getBytes(StandardCharsets.UTF_8));
        for (int place = 0; place < batch.events().size(); place++) {
            json.writeBytes((place == 0 ? "\n" : ",\n").getBytes(StandardCharsets.UTF_8));
            json.writeBytes(batch.events().get(place).event().json());
        }
        json.writeBytes(("],\"next\":\"" + batch.end() + "\"}\n").getBytes(StandardCharsets.UTF_8));
        return json.toByteArray();
    }
}
