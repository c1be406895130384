package io.countersign.permission;

import io.countersign.identity.SubjectId;
import java.util.Comparator;

/**
 * Whom a level is granted to.
 *
 * @param id of a person the subject id, of a group its name
 */
public record Principal(Kind kind, String id) implements Comparable<Principal> {

    private static final Comparator<Principal> ORDER =
            Comparator.comparing(Principal::kind).thenComparing(Principal::id);

    /** What can hold a level. */
    public enum Kind {
        USER,
        GROUP
    }

    public static Principal user(SubjectId subject) {
        return new Principal(Kind.USER, subject.value());
    }

    public static Principal group(String name) {
        return new Principal(Kind.GROUP, name);
    }

    @Override
    public int compareTo(Principal other) {
        return ORDER.compare(this, other);
    }
}
