package io.countersign.policy;

import io.countersign.policy.DocumentErrors.DocumentError;
import java.util.List;
import java.util.stream.Collectors;

/** A document that is no policy, with everything that is wrong in it. */
final class InvalidPolicy extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<DocumentError> errors;

    InvalidPolicy(List<DocumentError> errors) {
        super(words(errors), null, false, false);
        this.errors = List.copyOf(errors);
    }

    List<DocumentError> errors() {
        return errors;
    }

    private static String words(List<DocumentError> errors) {
        return errors.stream()
                .map(error -> "line " + error.line() + (error.field().isEmpty() ? "" : ", " + error.field()) + ": "
                        + error.message())
                .collect(Collectors.joining(" "));
    }
}
