package io.countersign.notice;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What people are told that happens to a topic. */
public enum Happening {
    /** It waits for their word. */
    WAITING("waits for a decision"),
    /** Somebody decided it, or took it back. */
    DECIDED("was decided"),
    /** It still waits, and is closed soon if nobody decides. */
    EXPIRING("expires soon"),
    /** Nobody decided in time. */
    EXPIRED("has expired"),
    /** Nothing did: somebody tries whether they can be reached. */
    TEST("is a test");

    private final String words;

    Happening(String words) {
        this.words = words;
    }

    /** As it follows the topic in a sentence. */
    String words() {
        return words;
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether telling of it makes sense only as long as it is open. */
    boolean asks() {
        return this == WAITING || this == EXPIRING;
    }

    /** Those that can be chosen. */
    public static List<Happening> all() {
        return Stream.of(values()).filter(each -> each != TEST).toList();
    }

    public static Optional<Happening> coded(String code) {
        return all().stream().filter(each -> each.code().equals(code)).findFirst();
    }
}
