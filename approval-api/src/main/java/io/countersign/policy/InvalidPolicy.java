package io.countersign.policy;

import io.countersign.policy.DocumentErrors.DocumentError;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A document that is no policy, with everything that is wrong in it. */
public final class InvalidPolicy extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int MOST_IN_WORDS = 20;

    private final transient List<DocumentError> errors;

    private final @Nullable String name;
    private final boolean namesAnUnknownGroup;

    InvalidPolicy(List<DocumentError> errors) {
        this(errors, null, false);
    }

    /** @param name of the policy; null when the document has none that would do */
    InvalidPolicy(List<DocumentError> errors, @Nullable String name, boolean namesAnUnknownGroup) {
        super(words(errors), null, false, false);
        this.errors = List.copyOf(errors);
        this.name = name;
        this.namesAnUnknownGroup = namesAnUnknownGroup;
    }

    public @Nullable String name() {
        return name;
    }

    /** Whether it would have people decide who are in a group that nobody is in. */
    public boolean namesAnUnknownGroup() {
        return namesAnUnknownGroup;
    }

    List<DocumentError> errors() {
        return errors;
    }

    private static String words(List<DocumentError> errors) {
        return errors.stream()
                .limit(MOST_IN_WORDS)
                .map(error -> "line " + error.line() + (error.field().isEmpty() ? "" : ", " + error.field()) + ": "
                        + error.message())
                .collect(Collectors.joining(" ", "", errors.size() > MOST_IN_WORDS ? " …" : ""));
    }
}
