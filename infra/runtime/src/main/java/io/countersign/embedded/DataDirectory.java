package io.countersign.embedded;

import io.countersign.Uuid7;
import io.countersign.startup.StartupError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Everything that one server keeps on disk, held by one server at a time through a lock on {@code server.lock}. */
public final class DataDirectory implements AutoCloseable {

    static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private static final long NEEDED_BYTES = 200L << 20;

    /**
     * POSIX drops a process's lock when that process closes any descriptor of the file, so a second server inside this
     * virtual machine must be turned away before it opens the file.
     */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel lock;

    private DataDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Opens the directory, which is created for its owner alone when it is not there.
     *
     * @throws StartupError when it cannot be written, too little space is left, or another server uses it
     */
    public static DataDirectory open(Path directory) {
        Path path = created(directory);
        requireSpace(path);
        if (!HELD_HERE.add(path)) {
            throw inUse(path, ProcessHandle.current().pid() + "");
        }
        try {
            return new DataDirectory(path, locked(path));
        } catch (IOException e) {
            HELD_HERE.remove(path);
            throw notWritable(path);
        } catch (StartupError e) {
            HELD_HERE.remove(path);
            throw e;
        }
    }

    private static Path created(Path directory) {
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw StartupError.of("%s is a file, not a directory; choose another data directory.", directory);
        }
        try {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            return directory.toRealPath();
        } catch (IOException e) {
            throw notWritable(directory);
        }
    }

    private static void requireSpace(Path path) {
        long free;
        try {
            free = Files.getFileStore(path).getUsableSpace();
        } catch (IOException e) {
            throw notWritable(path);
        }
        requireSpace(path, free);
    }

    static void requireSpace(Path path, long freeBytes) {
        if (freeBytes < NEEDED_BYTES) {
            throw StartupError.of(
                    "The disk of %s is full: %d MB are free and %d MB are needed; free some space or move the directory.",
                    path, freeBytes >> 20, NEEDED_BYTES >> 20);
        }
    }

    private static FileChannel locked(Path path) throws IOException {
        FileChannel channel = FileChannel.open(
                path.resolve("server.lock"),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                OWNER_ONLY);
        @Nullable FileLock lock = channel.tryLock();
        if (lock == null) {
            String holder = read(channel);
            channel.close();
            throw inUse(path, holder);
        }
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)));
        return channel;
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(32);
        channel.read(content, 0);
        return new String(content.array(), 0, content.position(), StandardCharsets.UTF_8).strip();
    }

    private static StartupError inUse(Path path, String pid) {
        return StartupError.of(
                "Another server (pid %s) uses the data directory %s; stop it or choose another directory.", pid, path);
    }

    private static StartupError notWritable(Path path) {
        return StartupError.of(
                "The data directory %s cannot be written; give this user access to it or choose another directory.",
                path);
    }

    public Path path() {
        return path;
    }

    /**
     * A text that stays as it was first made, readable by the owner alone.
     *
     * @param name of its file
     */
    public String keep(String name, Supplier<String> made) {
        Path file = path.resolve(name);
        try {
            if (Files.notExists(file)) {
                Path fresh = Files.createTempFile(path, name, ".new", OWNER_ONLY);
                Files.writeString(fresh, made.get());
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw notWritable(path);
        }
    }

    /** Names this directory among all; made at its first use and kept in {@code node-id}. */
    public String id() {
        Path file = path.resolve("node-id");
        try {
            if (Files.notExists(file)) {
                Files.writeString(file, Uuid7.hex());
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw notWritable(path);
        }
    }

    /** The directory of this name inside, created for its owner alone. */
    Path directory(String name) {
        return created(path.resolve(name));
    }

    LogFile log(String name) {
        return LogFile.open(directory("logs").resolve(name));
    }

    /** Lets the next server in; close what runs in the directory first. */
    @Override
    public void close() {
        if (!lock.isOpen()) {
            return;
        }
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            HELD_HERE.remove(path);
        }
    }
}
