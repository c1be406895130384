package io.countersign.identity;

import java.util.Locale;
import java.util.Optional;

/** What a person may do, from least to most. A role includes those before it. */
public enum Role {
    /** Sees everything, changes nothing. */
    VIEWER,
    /** Logs runs, registers models and asks for transitions. */
    CONTRIBUTOR,
    /** Decides on the requests of others. */
    REVIEWER,
    /** Also manages users and the server. */
    ADMIN;

    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }

    /** The role's public name, for example {@code reviewer}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of that public name, whatever its case. */
    public static Optional<Role> labelled(String label) {
        for (Role role : values()) {
            if (role.label().equals(label.toLowerCase(Locale.ROOT))) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
