package io.countersign.policy;

import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.error.Mark;

/** Everything that is wrong with one document, each with its place. Not for several threads. */
final class DocumentErrors {

    /** Nobody mends more at once, and what is told must not be much longer than what was sent. */
    private static final int MOST = 100;

    private static final int LONGEST_FIELD = 200;
    private static final int LONGEST_MESSAGE = 500;

    private final List<DocumentError> errors = new ArrayList<>();
    private int count;
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
        count++;
        if (errors.size() < MOST) {
            errors.add(new DocumentError(line, cut(field, LONGEST_FIELD), cut(message, LONGEST_MESSAGE)));
        }
    }

    /** Names and values are quoted however long they are, and a value that is abbreviated in the document over and over. */
    static String cut(String text, int most) {
        return text.length() > most ? text.substring(0, most) + "…" : text;
    }

    void noteUnknownGroup() {
        unknownGroup = true;
    }

    /** Whether one of them is that nobody is in a group. */
    boolean haveAnUnknownGroup() {
        return unknownGroup;
    }

    /** The first ones, and how many more there are. */
    List<DocumentError> all() {
        List<DocumentError> all = new ArrayList<>(errors);
        if (count > errors.size()) {
            all.add(new DocumentError(1, "", "There are " + (count - errors.size()) + " more errors."));
        }
        return all;
    }

    int count() {
        return count;
    }

    boolean isEmpty() {
        return count == 0;
    }
}
