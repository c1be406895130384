package io.countersign.pack;

import io.countersign.proof.Envelope;
import io.countersign.proof.Hash;
import io.countersign.proof.NoteSigner;
import io.countersign.proof.PackManifest;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A ZIP file that is written as it is made, and whose last file is a signed list of the others. Not for many threads. */
public final class PackFiles implements AutoCloseable {

    /** The same for each, so that the same pack is the same file. */
    private static final LocalDateTime WRITTEN = LocalDateTime.of(2026, 1, 1, 0, 0);

    private final ZipOutputStream zip;
    private final List<PackManifest.Entry> files = new ArrayList<>();

    PackFiles(OutputStream out) {
        zip = new ZipOutputStream(out);
    }

    /** Writes what one file has. */
    @FunctionalInterface
    public interface Content {
        void into(OutputStream out) throws IOException;
    }

    /**
     * Adds one file.
     *
     * @param path within the pack, with slashes between
     */
    public void add(String path, Content content) throws IOException {
        put(path);
        Counted counted = new Counted(zip);
        DigestOutputStream out = new DigestOutputStream(counted, Hash.digest());
        content.into(out);
        zip.closeEntry();
        files.add(new PackManifest.Entry(path, Hash.of(out.getMessageDigest().digest()), counted.bytes));
    }

    private void put(String path) throws IOException {
        ZipEntry entry = new ZipEntry(path);
        entry.setTimeLocal(WRITTEN);
        zip.putNextEntry(entry);
    }

    /** Ends the pack. @param about these files */
    void end(Function<List<PackManifest.Entry>, PackManifest> about, NoteSigner log) throws IOException {
        byte[] manifest = about.apply(files).canonical();
        put(PackManifest.FILE);
        zip.write(Envelope.of(PackManifest.PAYLOAD_TYPE, manifest, log).canonical());
        zip.closeEntry();
        zip.finish();
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private static final class Counted extends FilterOutputStream {
        private long bytes;

        Counted(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            bytes++;
        }

        @Override
        public void write(byte[] some, int from, int length) throws IOException {
            out.write(some, from, length);
            bytes += length;
        }
    }
}
