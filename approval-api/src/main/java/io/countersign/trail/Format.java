package io.countersign.trail;

import io.countersign.rejection.Invalid;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a file of entries can be. */
enum Format {
    JSONL("application/jsonl", JsonLines::new),
    CSV("text/csv;charset=UTF-8;header=present", CsvTable::new),
    PARQUET("application/vnd.apache.parquet", ParquetTable::new);

    private final String mediaType;
    private final Opening opening;

    Format(String mediaType, Opening opening) {
        this.mediaType = mediaType;
        this.opening = opening;
    }

    private interface Opening {
        EntryWriter on(OutputStream out) throws IOException;
    }

    static Format named(String name) {
        return Arrays.stream(values())
                .filter(format -> format.label().equals(name))
                .findFirst()
                .orElseThrow(() -> Invalid.value(
                        "format",
                        name,
                        "use " + Arrays.stream(values()).map(Format::label).collect(Collectors.joining(", ")) + "."));
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    String mediaType() {
        return mediaType;
    }

    /** @param out which the writer does not close */
    EntryWriter on(OutputStream out) throws IOException {
        return opening.on(out);
    }
}
