package io.countersign.embedded;

import io.countersign.startup.StartupError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A record kept as JSON in a file for its owner alone, replaced as a whole or not at all. */
final class JsonFile<T> {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path path;
    private final Class<T> type;

    JsonFile(Path path, Class<T> type) {
        this.path = path;
        this.type = type;
    }

    Optional<T> read() {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(path), type));
        } catch (IOException | JacksonException e) {
            throw StartupError.of("%s cannot be read; restore it from a backup of the data directory.", path);
        }
    }

    T write(T value) {
        try {
            replace(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(value));
            return value;
        } catch (IOException e) {
            throw StartupError.of("%s cannot be written (%s); check the disk and its permissions.", path, e);
        }
    }

    private void replace(byte[] content) throws IOException {
        Path next = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(next);
        try (FileChannel channel = FileChannel.open(
                next, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), DataDirectory.OWNER_ONLY)) {
            channel.write(ByteBuffer.wrap(content));
            channel.force(true);
        }
        Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
    }
}
