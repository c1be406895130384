package io.countersign.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A store in a folder. Several servers may share the folder. */
public final class DiskStore implements ArtifactStore {

    private final Path root;
    private final Path incoming;
    private final DiskUploads uploads;

    /** @param root created when it does not exist */
    public DiskStore(Path root) {
        this.root = root;
        incoming = root.resolve("incoming");
        uploads = new DiskUploads(root.resolve("uploads"), this);
        try {
            Files.createDirectories(incoming);
            Files.createDirectories(root.resolve("uploads"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Stored store(InputStream bytes, long size) throws IOException {
        try {
            Path file = Files.createTempFile(incoming, "upload", "");
            try {
                Stored stored = write(bytes, size, file);
                keep(file, stored.sha256());
                return stored;
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw Intake.told(e, root);
        }
    }

    private static Stored write(InputStream bytes, long announced, Path file) throws IOException {
        MessageDigest digest = Digests.sha256();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            long size = Intake.write(bytes, channel, 0, Long.MAX_VALUE, digest::update);
            Intake.requireSize(size, announced);
            channel.force(true);
            return new Stored(Digests.name(digest), size);
        }
    }

    /** Gives a file of this disk, already flushed, its name in the store. */
    void keep(Path file, String sha256) throws IOException {
        Path kept = path(sha256);
        if (Files.notExists(kept)) {
            Path folder = kept.resolveSibling("");
            if (Files.notExists(folder)) {
                Files.createDirectories(folder);
                force(root);
            }
            Files.move(file, kept, StandardCopyOption.ATOMIC_MOVE);
        }
        force(kept.resolveSibling("")); // also what another server has just named here
    }

    /** A new name in a folder survives a power cut only once the folder itself is on the disk. */
    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private Path path(String sha256) {
        return root.resolve(sha256.substring(0, 2)).resolve(sha256.substring(2));
    }

    @Override
    public InputStream open(String sha256, long from, long length) throws IOException {
        FileChannel channel = FileChannel.open(path(sha256), StandardOpenOption.READ);
        return new Section(Channels.newInputStream(channel.position(from)), length);
    }

    @Override
    public Optional<Path> file(String sha256) {
        return Optional.of(path(sha256)).filter(Files::exists);
    }

    @Override
    public String keep(String upload, PartPlace place, InputStream bytes) throws IOException {
        try {
            return uploads.keep(upload, place, bytes);
        } catch (IOException e) {
            throw Intake.told(e, root);
        }
    }

    @Override
    public Stored join(String upload, List<Part> parts) throws IOException {
        try {
            return uploads.join(upload, parts);
        } catch (NoSuchFileException e) {
            throw new BrokenUpload("A part of the upload is missing.", e);
        } catch (IOException e) {
            throw Intake.told(e, root);
        }
    }

    @Override
    public void discard(String upload) throws IOException {
        uploads.discard(upload);
    }

    @Override
    public void sweep(Instant incomingBefore, Instant uploadsBefore) throws IOException {
        Leftovers.remove(incoming, incomingBefore);
        uploads.sweep(uploadsBefore);
    }
}
