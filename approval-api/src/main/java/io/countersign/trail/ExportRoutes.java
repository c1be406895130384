package io.countersign.trail;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.api.GovernanceRoutes;
import io.countersign.limits.LongLived;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.signin.People;
import io.countersign.wire.Required;
import io.countersign.wire.Wire;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * The audit history as a file, oldest first. A page is read when the one before is with the client, so that it takes as little
 * memory however long it is, and ends when the client goes.
 */
@GovernanceRoutes
@Requires(Operation.EXPORT_AUDIT)
final class ExportRoutes {

    /** How many entries there will be, about; for whoever wants to show how far it has come. */
    static final String ENTRIES = "Countersign-Entries";

    private static final Logger LOG = LoggerFactory.getLogger(ExportRoutes.class);
    private static final int AT_ONCE = 500;
    private static final int MOST_EXPORTS = 4;
    private static final int BUFFER = 64 * 1024;

    private final Trail trail;
    private final People people;
    private final EntryMessages messages;
    private final Semaphore exports = new Semaphore(MOST_EXPORTS);

    ExportRoutes(Trail trail, People people, EntryMessages messages) {
        this.trail = trail;
        this.people = people;
        this.messages = messages;
    }

    /**
     * Which file.
     *
     * @param format {@code jsonl}, {@code csv} or {@code parquet}
     * @param after the place of the last entry that is there already; null for all
     */
    record Wanted(@Required String format, @Nullable String after) {}

    @GetMapping("/audit/export")
    @LongLived
    void export(HttpServletResponse response, @Wire Question question, @Wire Wanted wanted) throws IOException {
        Format format = Format.named(wanted.format());
        TrailFilter filter = question.filter(people);
        long after = wanted.after() == null ? 0 : Place.read(wanted.after()).position();
        if (!exports.tryAcquire()) {
            throw Rejection.of(
                    Reason.TOO_BUSY, "%d exports are under way, as many as there may be. Try again.", MOST_EXPORTS);
        }
        try {
            long end = trail.upToNow();
            response.setContentType(format.mediaType());
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            response.setHeader(
                    HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"audit." + format.label() + "\"");
            response.setHeader(ENTRIES, Long.toString(trail.count(filter, after, end)));
            send(filter, after, end, format, response.getOutputStream());
        } finally {
            exports.release();
        }
    }

    /** What fails behind the beginning breaks the answer off, and leaves it without its end. */
    private void send(TrailFilter filter, long after, long end, Format format, OutputStream client) throws IOException {
        OutputStream out = new BufferedOutputStream(client, BUFFER);
        EntryWriter writer = format.on(out);
        long place = after;
        boolean more = true;
        while (more) {
            Trail.Page page = trail.oldest(filter, place, end, AT_ONCE);
            for (EntryMessage entry : messages.of(page.entries())) {
                writer.write(entry);
            }
            more = page.more();
            place = more ? page.entries().getLast().position() : end;
        }
        writer.end();
        out.flush();
        LOG.debug("An export of the audit history is complete.");
    }
}
