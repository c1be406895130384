package io.countersign.lineage;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What kinds of things rest on each other. */
public enum LineageKind {
    /** {@code name@digest}; an {@code @} or {@code %} of the digest is written as in URLs. */
    DATASET,
    /** The commit's hash. It is the same in whichever copy of a repository. */
    COMMIT,
    RUN,
    LOGGED_MODEL,
    /** A file, by the SHA-256 of its bytes, in hexadecimal. */
    ARTIFACT,
    REGISTERED_MODEL,
    /** The model's id, a slash and the version's number. */
    MODEL_VERSION,
    /** The model's id, a slash and the stage. */
    STAGE,
    /** The model's id, a slash and the alias. */
    ALIAS,
    REQUEST,
    /** By the id of the event. */
    APPROVAL,
    /** By the name by which it asks the gate. */
    DEPLOYMENT;

    /** Its name in the views and in public APIs, for example {@code model-version}. Never given to another. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<LineageKind> labelled(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(label))
                .findFirst();
    }

    /** All of them, as they stand in a sentence. */
    public static String labels() {
        return Arrays.stream(values()).map(LineageKind::label).collect(Collectors.joining(", "));
    }
}
