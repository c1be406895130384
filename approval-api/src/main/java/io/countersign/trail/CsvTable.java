package io.countersign.trail;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table as RFC 4180 has it, every field in quotes. No spreadsheet takes a field for a formula: what begins with one of the
 * characters that OWASP names begins with an apostrophe here, as does what begins with an apostrophe; so whoever takes one off
 * each field that has one has what there was. The last record is no entry: {@code #end}, how many these are, and the SHA-256
 * of all bytes before it.
 */
final class CsvTable implements EntryWriter {

    static final String END = "#end";
    private static final String DANGEROUS = "=+-@\t\r\n＝＋－＠'";
    private static final String LINE_END = "\r\n";

    private final Digesting out;

    CsvTable(OutputStream out) throws IOException {
        this.out = new Digesting(out);
        this.out.head(record(Column.ALL.stream().map(Column::name)));
    }

    @Override
    public void write(EntryMessage entry) throws IOException {
        out.entry(record(Column.ALL.stream().map(column -> column.value().apply(entry))));
    }

    @Override
    public void end() throws IOException {
        long entries = out.entries();
        Stream<Object> last = Stream.concat(
                Stream.of(END, entries, out.sha256()), Stream.generate(() -> "").limit(Column.ALL.size() - 3));
        out.unread(record(last));
    }

    private static byte[] record(Stream<?> values) {
        return (values.map(CsvTable::field).collect(Collectors.joining(",")) + LINE_END)
                .getBytes(StandardCharsets.UTF_8);
    }

    static String field(@Nullable Object value) {
        String text = value == null ? "" : value.toString();
        boolean dangerous = !text.isEmpty() && DANGEROUS.indexOf(text.charAt(0)) >= 0;
        return '"' + (dangerous ? "'" : "") + text.replace("\"", "\"\"") + '"';
    }
}
