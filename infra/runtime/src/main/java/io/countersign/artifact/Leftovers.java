package io.countersign.artifact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What is in a folder and nobody writes to any more: a file that is being written is young at every moment. */
final class Leftovers {

    private Leftovers() {}

    static void remove(Path folder, Instant before) throws IOException {
        for (Path entry : list(folder)) {
            if (lastWrite(entry).isBefore(before)) {
                delete(entry);
            }
        }
    }

    /** With everything in it. */
    static void delete(Path entry) throws IOException {
        for (Path path : walk(entry).reversed()) {
            Files.deleteIfExists(path);
        }
    }

    private static Instant lastWrite(Path entry) throws IOException {
        return walk(entry).stream()
                .map(Leftovers::lastModified)
                .max(Comparator.naturalOrder())
                .orElse(Instant.MAX);
    }

    /** Another server may be quicker in removing it. */
    private static Instant lastModified(Path path) {
        try {
            return Files.getLastModifiedTime(path).toInstant();
        } catch (IOException e) {
            return Instant.MIN;
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }

    private static List<Path> walk(Path entry) throws IOException {
        try (Stream<Path> paths = Files.walk(entry)) {
            return paths.toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
