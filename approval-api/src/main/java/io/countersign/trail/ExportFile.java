package io.countersign.trail;

import io.countersign.rejection.Rejection;
import io.countersign.startup.StartupError;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;

/** A file that is there once it is whole, and before that is as it was. */
public final class ExportFile {

    private final Path file;
    private final Path folder;
    private final Format format;

    /** @throws StartupError when there is no such format, or no folder for the file */
    public ExportFile(Path file, String format) {
        this.file = file.toAbsolutePath();
        try {
            this.format = Format.named(format);
        } catch (Rejection e) {
            throw new StartupError(String.valueOf(e.getMessage()));
        }
        Path parent = this.file.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw StartupError.of("There is no folder for %s.", file);
        }
        folder = parent;
    }

    /**
     * @param bar makes of the number of entries what is told how many there are by now
     * @return how many entries it has
     */
    public long fill(Download download, LongFunction<LongConsumer> bar) {
        try {
            Path part = Files.createTempFile(folder, ".audit-", ".part");
            try {
                long entries = write(part, download, bar);
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                return entries;
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw StartupError.of("%s cannot be written: %s", file, String.valueOf(e.getMessage()));
        }
    }

    private long write(Path part, Download download, LongFunction<LongConsumer> bar) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
            return download.into(format.on(out), bar);
        }
    }
}
