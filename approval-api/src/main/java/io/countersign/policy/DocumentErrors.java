package io.countersign.policy;

import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.error.Mark;

/** Everything that is wrong with one document, each with its place. Not for several threads. */
final class DocumentErrors {

    private final List<DocumentError> errors = new ArrayList<>();
    private boolean unknownGroup;

    /**
     * @param line from 1
     * @param field its path, for example {@code requires.approvals.all[1].count}; empty for the document itself
     */
    record DocumentError(int line, String field, String message) {}

    void add(Mark mark, String field, String message) {
        add(mark.getLine() + 1, field, message);
    }

    void add(int line, String field, String message) {
        errors.add(new DocumentError(line, field, message));
    }

    void noteUnknownGroup() {
        unknownGroup = true;
    }

    /** Whether one of them is that nobody is in a group. */
    boolean haveAnUnknownGroup() {
        return unknownGroup;
    }

    List<DocumentError> all() {
        return List.copyOf(errors);
    }

    int count() {
        return errors.size();
    }

    boolean isEmpty() {
        return errors.isEmpty();
    }
}
