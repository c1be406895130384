package io.countersign.trail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.SizeStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** The pages of one column in a row group, compressed. */
final class ParquetChunk implements PageWriter {

    private final ColumnDescriptor column;
    private final ByteArrayOutputStream dictionary = new ByteArrayOutputStream();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private final Set<org.apache.parquet.format.Encoding> encodings = new TreeSet<>();
    private long values;
    private long uncompressed;

    ParquetChunk(ColumnDescriptor column) {
        this.column = column;
    }

    @Override
    public void writePage(
            BytesInput bytes,
            int count,
            Statistics<?> statistics,
            Encoding repetition,
            Encoding definition,
            Encoding of)
            throws IOException {
        DataPageHeader header = new DataPageHeader(count, format(of), format(definition), format(repetition));
        PageHeader page = new PageHeader(PageType.DATA_PAGE, 0, 0);
        page.setData_page_header(header);
        write(page, bytes, data);
        values += count;
    }

    @Override
    public void writePage(
            BytesInput bytes,
            int count,
            int rows,
            Statistics<?> statistics,
            Encoding repetition,
            Encoding definition,
            Encoding of)
            throws IOException {
        writePage(bytes, count, statistics, repetition, definition, of);
    }

    @Override
    public void writePage(
            BytesInput bytes,
            int count,
            int rows,
            Statistics<?> statistics,
            SizeStatistics sizes,
            Encoding repetition,
            Encoding definition,
            Encoding of)
            throws IOException {
        writePage(bytes, count, statistics, repetition, definition, of);
    }

    @Override
    public void writePageV2(
            int rows,
            int nulls,
            int count,
            BytesInput repetition,
            BytesInput definition,
            Encoding encoding,
            BytesInput bytes,
            Statistics<?> statistics) {
        throw new UnsupportedOperationException("Pages are written as version 1 of the format has them.");
    }

    @Override
    public void writeDictionaryPage(DictionaryPage page) throws IOException {
        PageHeader header = new PageHeader(PageType.DICTIONARY_PAGE, 0, 0);
        header.setDictionary_page_header(
                new DictionaryPageHeader(page.getDictionarySize(), format(page.getEncoding())));
        write(header, page.getBytes(), dictionary);
    }

    private void write(PageHeader header, BytesInput bytes, ByteArrayOutputStream to) throws IOException {
        byte[] plain = bytes.toByteArray();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(packed)) {
            zip.write(plain);
        }
        header.setUncompressed_page_size(plain.length);
        header.setCompressed_page_size(packed.size());
        int before = to.size();
        Util.writePageHeader(header, to);
        uncompressed += to.size() - before + plain.length;
        packed.writeTo(to);
    }

    private org.apache.parquet.format.Encoding format(Encoding encoding) {
        org.apache.parquet.format.Encoding same = org.apache.parquet.format.Encoding.valueOf(encoding.name());
        encodings.add(same);
        return same;
    }

    /** @param start where in the file it will begin */
    ColumnChunk at(long start) {
        ColumnMetaData metadata = new ColumnMetaData(
                column.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BINARY
                        ? Type.BYTE_ARRAY
                        : Type.INT64,
                new ArrayList<>(encodings),
                List.of(column.getPath()),
                CompressionCodec.GZIP,
                values,
                uncompressed,
                getMemSize(),
                start + dictionary.size());
        if (dictionary.size() > 0) {
            metadata.setDictionary_page_offset(start);
        }
        ColumnChunk chunk = new ColumnChunk(start + dictionary.size());
        chunk.setMeta_data(metadata);
        return chunk;
    }

    byte[] bytes() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(dictionary.toByteArray());
        all.writeBytes(data.toByteArray());
        return all.toByteArray();
    }

    long uncompressedSize() {
        return uncompressed;
    }

    @Override
    public long getMemSize() {
        return dictionary.size() + data.size();
    }

    @Override
    public long allocatedSize() {
        return getMemSize();
    }

    @Override
    public String memUsageString(String prefix) {
        return prefix + getMemSize();
    }
}
