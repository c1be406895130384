package io.countersign.token;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a token lets its bearer do, of all that its account may do. None includes another. */
public enum Scope {
    READ,
    WRITE,
    /** Decide on changes, and hand on the word on them. Given to no token that does not ask for it by name. */
    APPROVE,
    /** Manage people, policies, webhooks and the server. Given to no token that does not ask for it by name. */
    ADMINISTER;

    /** What a token has that asks for nothing in particular. */
    public static final Set<Scope> BY_DEFAULT = Set.of(READ, WRITE);

    /** What somebody has who signs in without a token. */
    public static final Set<Scope> ALL = Set.copyOf(EnumSet.allOf(Scope.class));

    /** Its name in the log and in public APIs, for example {@code approve}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Scope> labelled(String label) {
        return Arrays.stream(values())
                .filter(scope -> scope.label().equals(label))
                .findFirst();
    }
}
