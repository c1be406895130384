package io.countersign.witness;

import io.countersign.proof.NoteKey;
import io.countersign.proof.NoteSigner;
import io.countersign.proof.SignedNote;
import io.countersign.proof.Unreadable;
import io.countersign.startup.StartupError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a witness remembers, in a directory that one of them has at a time: what it keeps is on the disk before anybody is
 * told, for a witness that forgets can be shown another history.
 */
public final class WitnessState implements AutoCloseable {

    private static final String CHECKPOINT = "checkpoint";
    private static final String LOG_KEY = "log.vkey";
    private static final int SEED_BYTES = 32;
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path directory;
    private final FileChannel lock;

    private WitnessState(Path directory, FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /** @throws StartupError when it cannot be written, or another witness uses it */
    public static WitnessState open(Path directory) {
        try {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            FileChannel lock = FileChannel.open(
                    directory.resolve("witness.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isLocked(lock)) {
                lock.close();
                throw StartupError.of("Another witness uses %s; each has a directory of its own.", directory);
            }
            return new WitnessState(directory, lock);
        } catch (IOException e) {
            throw StartupError.of("The directory %s cannot be written; give this user access to it.", directory);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            @Nullable FileLock held = channel.tryLock();
            return held != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** The key that is kept here, made with this name when there is none. */
    public NoteSigner key(String name) {
        Path file = directory.resolve("witness.key");
        if (Files.notExists(file)) {
            byte[] seed = new byte[SEED_BYTES];
            new SecureRandom().nextBytes(seed);
            write(file, NoteSigner.secret(name, NoteKey.Kind.WITNESS, seed) + "\n");
        }
        return key(file);
    }

    /** @throws StartupError when the file has no key of a witness */
    public static NoteSigner key(Path file) {
        try {
            NoteSigner key = NoteSigner.parse(Files.readString(file, StandardCharsets.UTF_8));
            if (key.key().kind() == NoteKey.Kind.WITNESS) {
                return key;
            }
        } catch (IOException e) {
            throw StartupError.of("The witness's key in %s cannot be read.", file);
        } catch (Unreadable e) {
            throw StartupError.of("%s (It is read from %s.)", String.valueOf(e.getMessage()), file);
        }
        throw StartupError.of("The key in %s is a log's, and no witness's.", file);
    }

    /** Of the log that it follows; empty before it saw one. */
    public Optional<NoteKey> logKey() {
        return read(LOG_KEY).map(text -> NoteKey.parse(text.strip()));
    }

    public void keep(NoteKey log) {
        write(directory.resolve(LOG_KEY), log + "\n");
    }

    /** The last that it cosigned, with its signature. */
    public Optional<SignedNote> last() {
        return read(CHECKPOINT).map(SignedNote::parse);
    }

    /** On the disk when this returns. */
    void keep(SignedNote checkpoint) {
        write(directory.resolve(CHECKPOINT), checkpoint.toString());
    }

    /** Both checkpoints of a log that contradicts itself: with its key, they convince anybody. */
    Path keepEvidence(SignedNote before, SignedNote now, Instant at) {
        Path file = directory.resolve("evidence-" + at.toEpochMilli() + ".txt");
        write(file, before + "\n" + now);
        return file;
    }

    private Optional<String> read(String name) {
        Path file = directory.resolve(name);
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file, StandardCharsets.UTF_8)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whole or not at all, whenever the machine stops. */
    private void write(Path file, String text) {
        Path fresh = directory.resolve(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(fresh);
            try (FileChannel out = FileChannel.open(
                    fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_ONLY)) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                out.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel entries = FileChannel.open(directory)) {
                entries.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
