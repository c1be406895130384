package io.countersign.trail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MicroSeconds;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;

/**
 * Rows of flat, optional columns in a file of Apache Parquet, a row group at a time. Encodings and structures are those of the
 * project's own libraries; its {@code parquet-hadoop}, which would put them together, needs Hadoop.
 */
final class ParquetFile {

    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int ROWS_IN_GROUP = 50_000;
    private static final long BYTES_IN_GROUP = 16L * 1024 * 1024;
    private static final int VERSION = 1;

    private final MessageType schema;
    private final OutputStream out;
    private final List<RowGroup> groups = new ArrayList<>();
    private final ParquetProperties properties = ParquetProperties.builder()
            .withWriterVersion(ParquetProperties.WriterVersion.PARQUET_1_0)
            .withAllocator(new HeapByteBufferAllocator())
            .withStatisticsEnabled(false)
            .build();
    private ParquetPages pages;
    private ColumnWriteStore columns;
    private List<ColumnWriter> writers;
    private long position;
    private long rows;
    private long rowsInGroup;

    ParquetFile(MessageType schema, OutputStream out) throws IOException {
        this.schema = schema;
        this.out = out;
        write(MAGIC);
        pages = new ParquetPages(schema);
        columns = properties.newColumnWriteStore(schema, pages);
        writers = writers();
    }

    private List<ColumnWriter> writers() {
        return schema.getColumns().stream().map(columns::getColumnWriter).toList();
    }

    private void write(byte[] bytes) throws IOException {
        out.write(bytes);
        position += bytes.length;
    }

    ColumnWriter column(int place) {
        return writers.get(place);
    }

    void endRow() throws IOException {
        columns.endRecord();
        rowsInGroup++;
        if (rowsInGroup == ROWS_IN_GROUP || columns.getBufferedSize() + pages.size() > BYTES_IN_GROUP) {
            endGroup();
        }
    }

    private void endGroup() throws IOException {
        columns.flush();
        columns.close();
        long size = pages.uncompressedSize();
        RowGroup group = new RowGroup(pages.chunks(position), size, rowsInGroup);
        for (byte[] chunk : pages.bytes()) {
            write(chunk);
        }
        groups.add(group);
        rows += rowsInGroup;
        rowsInGroup = 0;
        pages = new ParquetPages(schema);
        columns = properties.newColumnWriteStore(schema, pages);
        writers = writers();
    }

    void end() throws IOException {
        if (rowsInGroup > 0) {
            endGroup();
        }
        FileMetaData footer = new FileMetaData(VERSION, elements(), rows, groups);
        footer.setCreated_by("countersign");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Util.writeFileMetaData(footer, bytes);
        write(bytes.toByteArray());
        write(littleEndian(bytes.size()));
        write(MAGIC);
        out.flush();
    }

    private static byte[] littleEndian(int number) {
        return new byte[] {(byte) number, (byte) (number >> 8), (byte) (number >> 16), (byte) (number >> 24)};
    }

    private List<SchemaElement> elements() {
        List<SchemaElement> elements = new ArrayList<>();
        SchemaElement root = new SchemaElement(schema.getName());
        root.setNum_children(schema.getFieldCount());
        elements.add(root);
        schema.getFields().forEach(field -> elements.add(element(field.asPrimitiveType())));
        return elements;
    }

    private static SchemaElement element(PrimitiveType field) {
        SchemaElement element = new SchemaElement(field.getName());
        element.setRepetition_type(FieldRepetitionType.OPTIONAL);
        if (field.getPrimitiveTypeName() == PrimitiveType.PrimitiveTypeName.BINARY) {
            element.setType(Type.BYTE_ARRAY);
            element.setConverted_type(ConvertedType.UTF8);
            element.setLogicalType(LogicalType.STRING(new StringType()));
        } else {
            element.setType(Type.INT64);
            if (field.getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation) {
                element.setConverted_type(ConvertedType.TIMESTAMP_MICROS);
                element.setLogicalType(
                        LogicalType.TIMESTAMP(new TimestampType(true, TimeUnit.MICROS(new MicroSeconds()))));
            }
        }
        return element;
    }
}
