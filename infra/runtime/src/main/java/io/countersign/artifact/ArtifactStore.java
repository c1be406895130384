package io.countersign.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Artifacts in a folder, each under its SHA-256: the same bytes are kept once, and nothing that a client names ever
 * becomes a path. What {@link #store} has returned is on the disk. Safe for many threads and processes.
 */
public final class ArtifactStore {

    private final Path root;
    private final Path incoming;

    /** @param root created when it does not exist */
    public ArtifactStore(Path root) {
        this.root = root;
        incoming = root.resolve("incoming");
        try {
            Files.createDirectories(incoming);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the stream to its end; a stream that breaks off leaves nothing behind. */
    public Stored store(InputStream bytes) throws IOException {
        Path file = Files.createTempFile(incoming, "upload", "");
        try {
            MessageDigest digest = sha256();
            long size = write(new DigestInputStream(bytes, digest), file);
            String sha256 = HexFormat.of().formatHex(digest.digest());
            keep(file, sha256);
            return new Stored(sha256, size);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** The file with these bytes. */
    public Path file(String sha256) {
        return folder(sha256).resolve(sha256.substring(2));
    }

    private Path folder(String sha256) {
        return root.resolve(sha256.substring(0, 2));
    }

    private static long write(InputStream bytes, Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                OutputStream out = java.nio.channels.Channels.newOutputStream(channel)) {
            long size = bytes.transferTo(out);
            channel.force(true);
            return size;
        }
    }

    private void keep(Path file, String sha256) throws IOException {
        if (Files.exists(file(sha256))) {
            return;
        }
        Path folder = Files.createDirectories(folder(sha256));
        Files.move(file, file(sha256), StandardCopyOption.ATOMIC_MOVE);
        force(folder);
    }

    /** A new name in a folder survives a power cut only once the folder itself is on the disk. */
    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java runtime.", e);
        }
    }

    /** @param size in bytes */
    public record Stored(String sha256, long size) {}
}
