package io.countersign.gate;

import java.util.List;
import java.util.stream.Stream;

/**
 * What the gate says of a version in a place.
 *
 * @param reasons at least one, the gravest first
 */
record Answer(GateVerdict verdict, List<Reason> reasons) {

    Answer {
        reasons = List.copyOf(reasons);
    }

    /**
     * One of them.
     *
     * @param code stable, for programs
     * @param says a sentence
     */
    record Reason(String code, String says) {}

    static Answer of(GateVerdict verdict, String code, String says) {
        return new Answer(verdict, List.of(new Reason(code, says)));
    }

    /** The graver of both, with the reasons of those that are no consent, or of both when both consent. */
    Answer and(Answer other) {
        if (verdict.compareTo(other.verdict) < 0) {
            return other.and(this);
        }
        return verdict == other.verdict || other.verdict != GateVerdict.ALLOW
                ? new Answer(
                        verdict,
                        Stream.concat(reasons.stream(), other.reasons.stream())
                                .distinct()
                                .toList())
                : this;
    }
}
