package io.countersign.trail;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageWriteStore;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.schema.MessageType;

/** The pages of one row group, column by column, until it is whole. */
final class ParquetPages implements PageWriteStore {

    private final Map<ColumnDescriptor, ParquetChunk> chunks = new LinkedHashMap<>();

    ParquetPages(MessageType schema) {
        schema.getColumns().forEach(column -> chunks.put(column, new ParquetChunk(column)));
    }

    @Override
    public PageWriter getPageWriter(ColumnDescriptor column) {
        return Objects.requireNonNull(chunks.get(column));
    }

    long size() {
        return chunks.values().stream().mapToLong(ParquetChunk::getMemSize).sum();
    }

    long uncompressedSize() {
        return chunks.values().stream()
                .mapToLong(ParquetChunk::uncompressedSize)
                .sum();
    }

    List<byte[]> bytes() {
        return chunks.values().stream().map(ParquetChunk::bytes).toList();
    }

    /** @param start where in the file the first of them will begin */
    List<ColumnChunk> chunks(long start) {
        List<ColumnChunk> placed = new ArrayList<>();
        long place = start;
        for (ParquetChunk chunk : chunks.values()) {
            placed.add(chunk.at(place));
            place += chunk.getMemSize();
        }
        return placed;
    }
}
