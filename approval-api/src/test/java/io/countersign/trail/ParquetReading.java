package io.countersign.trail;

import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads files of Apache Parquet by a library that shares nothing with the one they are written by. */
final class ParquetReading {

    private ParquetReading() {}

    static List<@Nullable String> strings(byte[] file, String column) throws IOException {
        return read(file, rows -> rows.isNull(column) ? null : rows.getString(column));
    }

    static List<@Nullable Instant> times(byte[] file, String column) throws IOException {
        return read(file, rows -> rows.isNull(column) ? null : rows.getTimestamp(column));
    }

    private static <T> List<@Nullable T> read(byte[] file, Function<RowReader, @Nullable T> column) throws IOException {
        List<@Nullable T> values = new ArrayList<>();
        try (ParquetFileReader parquet = ParquetFileReader.open(InputFile.of(ByteBuffer.wrap(file)));
                RowReader rows = parquet.rowReader()) {
            while (rows.hasNext()) {
                rows.next();
                values.add(column.apply(rows));
            }
        }
        return values;
    }
}
