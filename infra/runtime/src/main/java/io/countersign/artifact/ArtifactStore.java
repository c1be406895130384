package io.countersign.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Artifacts, each under its SHA-256: the same bytes are kept once, and nothing that a client names ever becomes a path.
 * What {@link #store} and {@link #join} have returned survives a power cut. No method holds a file in memory. Safe for
 * many threads and processes.
 */
public interface ArtifactStore extends AutoCloseable {

    /** Instead of a size that nobody has told. */
    long UNKNOWN = -1;

    /**
     * Reads the stream to its end.
     *
     * @param size in bytes, as it was announced, or {@link #UNKNOWN}
     * @throws BrokenUpload when the stream breaks off or has another size; nothing of it is left behind
     * @throws StoreFull when there is no room; nothing of it is left behind
     */
    Stored store(InputStream bytes, long size) throws IOException;

    /**
     * @param from the first byte, within the file
     * @param length how many bytes; fewer come where the file ends before
     * @throws java.nio.file.NoSuchFileException when the store has no such file
     */
    InputStream open(String sha256, long from, long length) throws IOException;

    /** The file itself, where the store's files are this machine's. */
    Optional<Path> file(String sha256);

    /**
     * Keeps one part of an upload until all are joined, or {@link #discard}ed. A part that arrives again replaces the
     * earlier one. All parts but the last have one size.
     *
     * @return a checksum of the part, by which {@link #join} knows it again
     * @throws BrokenUpload as {@link #store} does, and when the upload has just been joined or discarded
     */
    String keep(String upload, PartPlace place, InputStream bytes) throws IOException;

    /**
     * Puts the parts, all of them in their order, together to one file.
     *
     * @throws BrokenUpload when a part is missing or changed, or is being written just now
     */
    Stored join(String upload, List<Part> parts) throws IOException;

    /** Forgets an upload and its parts; it may be unknown. */
    void discard(String upload) throws IOException;

    /**
     * Removes what killed servers left behind.
     *
     * @param incoming files whose last byte was written before that time
     * @param uploads parts of uploads that were last written to before that time
     */
    void sweep(Instant incoming, Instant uploads) throws IOException;

    @Override
    default void close() {}

    /** @param size in bytes */
    record Stored(String sha256, long size) {}

    /**
     * @param number from 1
     * @param size in bytes
     */
    record PartPlace(int number, boolean last, long size) {}

    /** @param checksum as {@link #keep} answered it */
    record Part(PartPlace place, String checksum) {}
}
