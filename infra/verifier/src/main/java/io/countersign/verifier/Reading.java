package io.countersign.verifier;

import io.countersign.proof.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Files that strangers made: none is read further than such a file can honestly be long. */
final class Reading {

    static final int NOTE = 1_000_000;

    private Reading() {}

    /** @throws Unreadable when it is not there, or longer */
    static byte[] whole(Path file, int most) throws IOException {
        try (InputStream in = open(file)) {
            byte[] bytes = in.readNBytes(most);
            if (in.read() >= 0) {
                throw new Unreadable(file + " is longer than " + most + " bytes, which no such file is.");
            }
            return bytes;
        }
    }

    static InputStream open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new Unreadable(file + " is a directory, and should be a file.");
        }
        try {
            return Files.newInputStream(file);
        } catch (NoSuchFileException e) {
            throw new Unreadable("There is no file " + file + ".");
        }
    }
}
