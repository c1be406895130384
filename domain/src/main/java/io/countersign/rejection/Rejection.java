package io.countersign.rejection;

import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A command or query that is refused. Nothing was changed.
 *
 * <p>The message is for the person who sent it: what was wrong, with which value, and what would be right. It carries no
 * stack trace because a refusal is an answer and not a fault.
 */
public final class Rejection extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_ARGUMENT = 4_000;

    private final Reason reason;
    private final TreeMap<String, String> challenge;

    public Rejection(Reason reason, String message) {
        this(reason, message, Map.of());
    }

    private Rejection(Reason reason, String message, Map<String, String> challenge) {
        super(message, null, false, false);
        this.reason = reason;
        this.challenge = new TreeMap<>(challenge);
    }

    /** One that whoever signs in anew, as the challenge says, may not get again. */
    public static Rejection challenging(Reason reason, Map<String, String> challenge, String message) {
        return new Rejection(reason, message, challenge);
    }

    /** A rejection whose message is {@code format} filled with {@code arguments}, of long ones with their beginning. */
    public static Rejection of(Reason reason, String format, Object... arguments) {
        Object[] shown = Arrays.stream(arguments).map(Rejection::shown).toArray();
        return new Rejection(reason, String.format(Locale.ROOT, format, shown));
    }

    /** Whoever sends much does not get it back. */
    private static Object shown(Object argument) {
        return argument instanceof String text && text.length() > LONGEST_ARGUMENT
                ? text.substring(0, LONGEST_ARGUMENT) + "…"
                : argument;
    }

    /** What a sign-in must be like, in the words of RFC 9470; empty when signing in is of no help. */
    public Map<String, String> challenge() {
        return Collections.unmodifiableMap(challenge);
    }

    public Reason reason() {
        return reason;
    }
}
