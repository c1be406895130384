package io.countersign.verifier;

import io.countersign.proof.NoteKey;
import io.countersign.proof.Unreadable;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the command line says. */
final class Arguments {

    private static final Set<String> OPTIONS = Set.of("--key", "--witness", "--checkpoint", "--tiles");

    private final List<String> words = new ArrayList<>();
    private final Map<String, List<String>> options = new HashMap<>();

    private Arguments() {}

    /** @throws Unreadable when an option is unknown, or has no value */
    static Arguments of(List<String> given) {
        Arguments read = new Arguments();
        for (int place = 0; place < given.size(); place++) {
            String word = given.get(place);
            if (!word.startsWith("--")) {
                read.words.add(word);
            } else if (!OPTIONS.contains(word)) {
                throw new Unreadable("There is no option " + word + "; --help lists them.");
            } else if (++place == given.size()) {
                throw new Unreadable(word + " needs a value.");
            } else {
                read.options.computeIfAbsent(word, option -> new ArrayList<>()).add(given.get(place));
            }
        }
        return read;
    }

    String command() {
        return words.isEmpty() ? "" : words.getFirst();
    }

    /** @param most files that the command takes */
    List<Path> files(int least, int most) {
        List<String> files = words.subList(1, words.size());
        if (files.size() < least || files.size() > most) {
            throw new Unreadable("'" + command() + "' takes " + (least == most ? least + "" : least + " to " + most)
                    + " files, not " + files.size() + ".");
        }
        return files.stream().map(Arguments::path).toList();
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new Unreadable("'" + text + "' is no name of a file.");
        }
    }

    /** Never taken from what is to be verified: that could name any. */
    NoteKey key() {
        NoteKey key = NoteKey.parse(one("--key")
                .orElseThrow(() ->
                        new Unreadable("--key is needed: the log's key, which came to you another way than this.")));
        return ofKind(key, NoteKey.Kind.LOG, "--key");
    }

    List<NoteKey> witnesses() {
        return options.getOrDefault("--witness", List.of()).stream()
                .map(NoteKey::parse)
                .map(key -> ofKind(key, NoteKey.Kind.WITNESS, "--witness"))
                .toList();
    }

    private static NoteKey ofKind(NoteKey key, NoteKey.Kind kind, String option) {
        if (key.kind() != kind) {
            throw new Unreadable(option + " is the key of a " + kind.name().toLowerCase(java.util.Locale.ROOT)
                    + ", and this is of another kind.");
        }
        return key;
    }

    Optional<Path> file(String option) {
        return one(option).map(Arguments::path);
    }

    private Optional<String> one(String option) {
        List<String> values = options.getOrDefault(option, List.of());
        if (values.size() > 1) {
            throw new Unreadable(option + " is given " + values.size() + " times.");
        }
        return values.stream().findFirst();
    }
}
