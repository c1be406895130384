package io.countersign.embedded;

import io.countersign.startup.StartupError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs as they lie on the class path: an xz-compressed tar for each processor. */
record PostgresArchive(byte[] bytes) {

    /** @throws StartupError when there is none for this machine */
    static PostgresArchive forThisMachine() {
        String machine = System.getProperty("os.name") + " on " + System.getProperty("os.arch");
        String resource = "/postgres-linux-%s.txz".formatted(processor());
        try (@Nullable InputStream archive = PostgresArchive.class.getResourceAsStream(resource)) {
            if (archive == null || !System.getProperty("os.name").equals("Linux")) {
                throw StartupError.of(
                        "No PostgreSQL is bundled for %s; run one and name it with --database jdbc:postgresql://...",
                        machine);
            }
            return new PostgresArchive(archive.readAllBytes());
        } catch (IOException e) {
            throw StartupError.of("The bundled PostgreSQL cannot be read (%s); install Countersign again.", e);
        }
    }

    private static String processor() {
        String name = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return switch (name) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> name;
        };
    }

    String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /** Unpacks what a server needs, without what one links against; readable and executable for everyone. */
    void unpackInto(Path directory) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(bytes)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (!entry.getName().endsWith(".a")) {
                    unpack(entry, tar, directory);
                }
            }
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path directory) throws IOException {
        Path target = directory.resolve(entry.getName()).normalize();
        if (!target.startsWith(directory)) {
            throw new IOException("entry outside of the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.resolveSibling(""));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(content, target);
            Files.setPosixFilePermissions(
                    target, PosixFilePermissions.fromString(isProgram(entry) ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    private static boolean isProgram(TarArchiveEntry entry) {
        return (entry.getMode() & 0100) != 0;
    }
}
