package io.countersign.identity;

import java.util.Locale;

/** Who signs in by an account. */
public enum AccountKind {
    PERSON,
    /** A program, which acts for a person. */
    SERVICE;

    /** As {@code ops.users} and the public API have it, for example {@code service}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException when it is none */
    public static AccountKind labelled(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
