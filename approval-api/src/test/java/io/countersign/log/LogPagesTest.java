package io.countersign.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.Uuid7;
import io.countersign.assembly.InProcessServer;
import io.countersign.log.LogPages.Page;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A reader who goes through the log from page to page. */
class LogPagesTest {

    private static final int ALL = 1000;

    @AutoClose
    private static final InProcessServer SERVER = InProcessServer.onAnEmptyDatabase();

    private final LogPages pages = new LogPages(SERVER.sql());
    private long before;

    @BeforeEach
    void whatWasThereBefore() {
        before = newest();
    }

    private static long newest() {
        return Objects.requireNonNull(SERVER.sql()
                .queryForObject("select coalesce(max(global_index), 0) from log.domain_event_entry", Long.class));
    }

    private static String append(String name, int bytes) {
        String stream = "run/" + Uuid7.hex();
        SERVER.sql()
                .update(
                        """
                        insert into log.domain_event_entry (aggregate_identifier, sequence_number, event_identifier,
                            type, payload_type, payload_revision, time_stamp, payload, meta_data)
                        values (?, 0, ?, 'Run', ?, '1', ?, ?, '{}')""",
                        stream,
                        Uuid7.next().toString(),
                        name,
                        Instant.now().toString(),
                        ("{\"run\":\"" + "r".repeat(bytes) + "\"}").getBytes(StandardCharsets.UTF_8));
        return stream;
    }

    private static List<String> streams(Page page) {
        return page.events().stream()
                .map(placed -> placed.event().getAggregateIdentifier())
                .toList();
    }

    @Test
    void aFullPageEndsWithItsLastEventAndTheLastPageWhereItIsReadTo() {
        List<String> streams = List.of(append("run.restored", 1), append("run.deleted", 1), append("run.restored", 1));

        Page first = pages.read(before, newest(), List.of(), 2);
        Page second = pages.read(first.end(), newest(), List.of(), 2);

        assertThat(streams(first)).isEqualTo(streams.subList(0, 2));
        assertThat(streams(second)).isEqualTo(streams.subList(2, 3));
        assertThat(second.end()).isEqualTo(newest());
        assertThat(pages.read(second.end(), newest(), List.of(), 2)).isEqualTo(new Page(List.of(), newest()));
    }

    @Test
    void aPageThatGrowsTooLargeEndsEarlierAndLosesNothing() {
        int large = 3 * 1024 * 1024;
        List<String> streams =
                List.of(append("run.restored", large), append("run.restored", large), append("run.restored", large));

        Page first = pages.read(before, newest(), List.of(), ALL);
        Page second = pages.read(first.end(), newest(), List.of(), ALL);

        assertThat(streams(first)).isEqualTo(streams.subList(0, 2));
        assertThat(streams(second)).isEqualTo(streams.subList(2, 3));
        assertThat(second.end()).isEqualTo(newest());
    }

    @Test
    void oneEventThatIsLargerThanAPageIsAPage() {
        String stream = append("run.restored", 6 * 1024 * 1024);
        append("run.restored", 1);

        assertThat(streams(pages.read(before, newest(), List.of(), ALL))).containsExactly(stream);
    }

    @Test
    void whoWantsCertainEventsPassesTheOthersBy() {
        append("run.restored", 1);
        String deleted = append("run.deleted", 1);
        append("run.restored", 1);

        Page page = pages.read(before, newest(), List.of("run.deleted"), ALL);

        assertThat(streams(page)).containsExactly(deleted);
        assertThat(page.end()).isEqualTo(newest());
    }

    @Test
    void nothingIsReadBeyondWhereItIsReadTo() {
        append("run.restored", 1);
        long horizon = newest();
        append("run.restored", 1);

        Page page = pages.read(before, horizon, List.of(), ALL);

        assertThat(page.events()).hasSize(1);
        assertThat(page.end()).isEqualTo(horizon);
    }

    @Test
    void manyPlacesThatAreEmptyArePassedInSteps() {
        SERVER.ownersSql()
                .queryForList("select setval(s, nextval(s) + 250000)"
                        + " from pg_get_serial_sequence('log.domain_event_entry', 'global_index') s");
        String stream = append("run.restored", 1);

        Page page = pages.read(before, newest(), List.of(), ALL);
        for (int step = 0; step < 5 && page.events().isEmpty(); step++) {
            assertThat(page.end()).isGreaterThan(before);
            page = pages.read(page.end(), newest(), List.of(), ALL);
        }
        assertThat(streams(page)).containsExactly(stream);
    }
}
