package io.countersign.proof;

import java.util.List;

/**
 * What a log says of itself at a moment (C2SP tlog-checkpoint).
 *
 * @param origin names the log
 * @param size in leaves
 * @param extensions further lines; this log writes none
 */
public record Checkpoint(String origin, long size, Hash root, List<String> extensions) {

    public Checkpoint {
        extensions = List.copyOf(extensions);
    }

    public Checkpoint(String origin, long size, Hash root) {
        this(origin, size, root, List.of());
    }

    /** @throws Unreadable when the note's text is none */
    public static Checkpoint of(SignedNote note) {
        List<String> lines = note.text().lines().toList();
        if (lines.size() < 3 || lines.stream().anyMatch(String::isEmpty)) {
            throw new Unreadable(
                    "A checkpoint has at least three lines, its origin, size and root, and none is empty.");
        }
        return new Checkpoint(
                lines.get(0),
                Encoding.number(lines.get(1)),
                Hash.ofBase64(lines.get(2)),
                lines.subList(3, lines.size()));
    }

    /** To be signed. */
    public String text() {
        StringBuilder text = new StringBuilder(origin + "\n" + size + "\n" + root.base64() + "\n");
        extensions.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }
}
