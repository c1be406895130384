package io.countersign.modelversion;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * What a model version consists of: its files, in the order of their paths as UTF-8 bytes.
 *
 * @param files at least one, no path twice
 */
public record Manifest(List<File> files) {

    /** More than this is no model that somebody would look through. */
    public static final int MOST_FILES = 10_000;

    private static final Comparator<File> BY_PATH =
            Comparator.comparing(file -> file.path().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    public Manifest {
        files = files.stream().sorted(BY_PATH).toList();
    }

    /**
     * @param path relative to the version's location, without control characters
     * @param sha256 of its bytes, in hexadecimal
     * @param size in bytes
     */
    public record File(String path, String sha256, long size) {}

    /** In bytes. */
    public long size() {
        return files.stream().mapToLong(File::size).sum();
    }

    /**
     * One name for all of it: the SHA-256, in hexadecimal, of one line for each file, {@code <sha256> <size> <path>} and
     * a line feed, as UTF-8.
     */
    public String digest() {
        MessageDigest digest = sha256();
        files.forEach(file -> digest.update(
                (file.sha256() + " " + file.size() + " " + file.path() + "\n").getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java runtime.", e);
        }
    }
}
