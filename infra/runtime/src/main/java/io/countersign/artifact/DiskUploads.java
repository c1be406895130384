package io.countersign.artifact;

import io.countersign.artifact.ArtifactStore.Part;
import io.countersign.artifact.ArtifactStore.PartPlace;
import io.countersign.artifact.ArtifactStore.Stored;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Uploads by parts. All parts but the last are written to their places in one file, so that nothing is copied at the end
 * but the last one, whose place cannot be known when it arrives first. A part's place is locked while it is written, the
 * whole file while it is joined: who still holds a part cannot change a file that already has its name in the store.
 */
final class DiskUploads {

    private final Path root;
    private final DiskStore store;

    DiskUploads(Path root, DiskStore store) {
        this.root = root;
        this.store = store;
    }

    String keep(String upload, PartPlace place, InputStream bytes) throws IOException {
        Files.createDirectories(folder(upload));
        return place.last() ? keepLast(upload, place, bytes) : keepInPlace(upload, place, bytes);
    }

    private String keepLast(String upload, PartPlace place, InputStream bytes) throws IOException {
        Path file = Files.createTempFile(folder(upload), "last", "");
        try {
            String checksum;
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                checksum = write(bytes, channel, 0, place.size());
            }
            Files.move(file, last(upload), StandardCopyOption.ATOMIC_MOVE);
            return checksum;
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private String keepInPlace(String upload, PartPlace place, InputStream bytes) throws IOException {
        Path file = whole(upload);
        long position = (place.number() - 1) * place.size();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
                FileLock lock = lock(channel, position, Math.max(1, place.size()))) {
            if (!lock.isValid() || Files.notExists(file)) {
                throw new BrokenUpload("The upload has just been completed or aborted.");
            }
            return write(bytes, channel, position, place.size());
        }
    }

    private static String write(InputStream bytes, FileChannel channel, long position, long size) throws IOException {
        CRC32C checksum = new CRC32C();
        long written = Intake.write(bytes, channel, position, size, checksum::update);
        Intake.requireSize(written, size);
        return Digests.name(checksum);
    }

    private static FileLock lock(FileChannel channel, long position, long size) throws IOException {
        try {
            FileLock lock = channel.tryLock(position, size, false);
            if (lock != null) {
                return lock;
            }
        } catch (OverlappingFileLockException e) {
            // said below
        }
        throw new BrokenUpload("A part of the upload is still being written.");
    }

    Stored join(String upload, List<Part> parts) throws IOException {
        Path file = whole(upload);
        try (FileChannel channel = FileChannel.open(
                        file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
                FileLock lock = lock(channel, 0, Long.MAX_VALUE)) {
            if (!lock.isValid() || Files.notExists(file)) {
                throw new BrokenUpload("The upload has just been completed or aborted.");
            }
            long size = parts.stream().mapToLong(part -> part.place().size()).sum();
            append(last(upload), channel, size - parts.getLast().place().size());
            channel.truncate(size);
            String sha256 = check(channel, parts);
            channel.force(true);
            store.keep(file, sha256);
            Files.deleteIfExists(file);
            discard(upload);
            return new Stored(sha256, size);
        }
    }

    private static void append(Path last, FileChannel whole, long position) throws IOException {
        try (FileChannel from = FileChannel.open(last, StandardOpenOption.READ)) {
            for (long done = 0; done < from.size(); ) {
                from.position(done);
                done += whole.transferFrom(from, position + done, from.size() - done);
            }
        }
    }

    /** Reads every byte once more: what is stored is what was received, and what was received is what the client meant. */
    private static String check(FileChannel whole, List<Part> parts) throws IOException {
        MessageDigest digest = Digests.sha256();
        InputStream bytes = Channels.newInputStream(whole.position(0));
        byte[] piece = new byte[256 * 1024];
        for (Part part : parts) {
            CRC32C checksum = new CRC32C();
            long left = part.place().size();
            while (left > 0) {
                int read = bytes.readNBytes(piece, 0, (int) Math.min(piece.length, left));
                if (read == 0) {
                    throw missing(part);
                }
                digest.update(piece, 0, read);
                checksum.update(piece, 0, read);
                left -= read;
            }
            if (!Digests.name(checksum).equals(part.checksum())) {
                throw missing(part);
            }
        }
        return Digests.name(digest);
    }

    private static BrokenUpload missing(Part part) {
        return new BrokenUpload("Part " + part.place().number() + " is not in the store as it was sent.");
    }

    void discard(String upload) throws IOException {
        try {
            Leftovers.delete(folder(upload));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    void sweep(Instant before) throws IOException {
        Leftovers.remove(root, before);
    }

    private Path folder(String upload) {
        return root.resolve(upload);
    }

    private Path whole(String upload) {
        return folder(upload).resolve("whole");
    }

    private Path last(String upload) {
        return folder(upload).resolve("last");
    }
}
