package io.countersign.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Files are read by a library that shares nothing with the one they are written by. */
class ParquetTableTest {

    private static final Instant START = Instant.parse("2026-01-02T03:04:05.678901Z");

    private static EntryMessage entry(int number) {
        return new EntryMessage(
                "a" + number,
                "event-" + number,
                START.plusSeconds(number),
                "run.started",
                "run",
                number % 3 == 0 ? null : "approved",
                number % 2 == 0 ? "zoë" : "",
                "subject-" + number % 100,
                "token",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                "run/" + number,
                number,
                List.of(),
                List.of(new EntryMessage.Change("run/" + number, "tag.x", null, "🙂 ".repeat(number % 50), null)),
                List.of());
    }

    private static byte[] file(int entries, boolean whole) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ParquetTable table = new ParquetTable(bytes);
        for (int number = 0; number < entries; number++) {
            table.write(entry(number));
        }
        if (whole) {
            table.end();
        }
        return bytes.toByteArray();
    }

    @Test
    void whatIsWrittenIsReadOverSeveralGroupsOfRows() throws IOException {
        int entries = 120_001;
        byte[] file = file(entries, true);
        String copy = System.getProperty("parquet.copy");
        if (copy != null) {
            Files.write(Path.of(copy), file); // for readers beyond Java
        }

        assertThat(ParquetReading.strings(file, "event_id"))
                .isEqualTo(IntStream.range(0, entries)
                        .mapToObj(number -> "event-" + number)
                        .toList());
        List<String> decisions = ParquetReading.strings(file, "decision");
        assertThat(decisions.subList(0, 4)).containsExactly(null, "approved", "approved", null);
        assertThat(ParquetReading.strings(file, "actor").subList(0, 2)).containsExactly("zoë", "");
        assertThat(ParquetReading.times(file, "time").get(7)).isEqualTo(START.plusSeconds(7));
        assertThat(ParquetReading.strings(file, "changes").get(1)).contains("\"field\":\"tag.x\"", "🙂");
    }

    @Test
    void withoutEntriesItIsATableWithoutRows() throws IOException {
        assertThat(ParquetReading.strings(file(0, true), "event_id")).isEmpty();
    }

    @Test
    void whatBrokeOffIsNotReadAsWhole() throws IOException {
        byte[] whole = file(10, true);
        for (byte[] part : List.of(file(60_000, false), Arrays.copyOf(whole, whole.length - 1))) {
            assertThatThrownBy(() -> ParquetReading.strings(part, "event_id")).isInstanceOf(Exception.class);
        }
    }
}
