package io.countersign.trail;

import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/** A file of Apache Parquet; whoever reads it needs its end, which one that broke off does not have. */
final class ParquetTable implements EntryWriter {

    private final ParquetFile file;

    ParquetTable(OutputStream out) throws IOException {
        file = new ParquetFile(schema(), out);
    }

    private static MessageType schema() {
        Types.MessageTypeBuilder schema = Types.buildMessage();
        for (Column column : Column.ALL) {
            if (column.type() == Instant.class) {
                schema.optional(INT64)
                        .as(LogicalTypeAnnotation.timestampType(true, LogicalTypeAnnotation.TimeUnit.MICROS))
                        .named(column.name());
            } else if (column.type() == Long.class) {
                schema.optional(INT64).named(column.name());
            } else {
                schema.optional(BINARY).as(LogicalTypeAnnotation.stringType()).named(column.name());
            }
        }
        return schema.named("audit");
    }

    @Override
    public void write(EntryMessage entry) throws IOException {
        for (int place = 0; place < Column.ALL.size(); place++) {
            write(file.column(place), Column.ALL.get(place).value().apply(entry));
        }
        file.endRow();
    }

    private static void write(ColumnWriter column, @Nullable Object value) {
        switch (value) {
            case null -> column.writeNull(0, 0);
            case Instant time -> column.write(micros(time), 0, 1);
            case Long number -> column.write(number.longValue(), 0, 1);
            default -> column.write(Binary.fromString(value.toString()), 0, 1);
        }
    }

    private static long micros(Instant time) {
        return TimeUnit.SECONDS.toMicros(time.getEpochSecond()) + time.getNano() / 1_000;
    }

    @Override
    public void end() throws IOException {
        file.end();
    }
}
