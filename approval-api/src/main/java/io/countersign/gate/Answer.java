package io.countersign.gate;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What the gate says of a version in a place.
 *
 * @param reasons at least one, the gravest first
 */
record Answer(Verdict verdict, List<Reason> reasons) {

    Answer {
        reasons = List.copyOf(reasons);
    }

    /** From the one that lets most pass to the one that lets nothing pass. */
    enum Verdict {
        ALLOW,
        WARN,
        DENY;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One of them.
     *
     * @param code stable, for programs
     * @param says a sentence
     */
    record Reason(String code, String says) {}

    static Answer of(Verdict verdict, String code, String says) {
        return new Answer(verdict, List.of(new Reason(code, says)));
    }

    /** The graver of both, with the reasons of those that are no consent, or of both when both consent. */
    Answer and(Answer other) {
        if (verdict.compareTo(other.verdict) < 0) {
            return other.and(this);
        }
        return verdict == other.verdict || other.verdict != Verdict.ALLOW
                ? new Answer(
                        verdict,
                        Stream.concat(reasons.stream(), other.reasons.stream())
                                .distinct()
                                .toList())
                : this;
    }
}
