package io.countersign.embedded;

import io.countersign.startup.StartupError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The log that one child process appends to; a large one is put aside before the child starts. */
record LogFile(Path path) {

    private static final long LARGE = 10L << 20;
    private static final Pattern COMPLAINT =
            Pattern.compile("(?:FATAL|PANIC|ERROR):? +(.+)|(?:\\S*Exception:|error:|could not).*");

    static LogFile open(Path path) {
        try {
            if (Files.exists(path) && Files.size(path) > LARGE) {
                Files.move(path, path.resolveSibling(path.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
            return new LogFile(path);
        } catch (IOException e) {
            throw StartupError.of("The log %s cannot be written; check the disk and its permissions.", path);
        }
    }

    ProcessBuilder.Redirect append() {
        return ProcessBuilder.Redirect.appendTo(path.toFile());
    }

    long size() {
        return path.toFile().length();
    }

    /** The last complaint since {@code start}, without the time before it, else the last line at all. */
    String lastComplaintSince(long start) {
        List<String> lines =
                since(start).lines().filter(line -> !line.isBlank()).toList();
        return lines.reversed().stream()
                .map(COMPLAINT::matcher)
                .filter(Matcher::find)
                .findFirst()
                .map(found -> found.group(1) == null ? found.group() : found.group(1))
                .or(() -> lines.reversed().stream().findFirst())
                .map(String::strip)
                .orElse("nothing in its log");
    }

    private String since(long start) {
        try (var file = Files.newInputStream(path)) {
            file.skipNBytes(start);
            return new String(file.readNBytes(1 << 20), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
