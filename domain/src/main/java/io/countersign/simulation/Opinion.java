package io.countersign.simulation;

/**
 * What one rule would have said.
 *
 * @param says a sentence
 */
public record Opinion(String rule, Outcome outcome, String says) {

    /** Of the same rule about the same decision, of which this one is the heavier or as heavy. */
    private Opinion(Opinion heavier, Opinion other) {
        this(
                heavier.rule,
                heavier.outcome,
                heavier.outcome != other.outcome || heavier.says.equals(other.says)
                        ? heavier.says
                        : heavier.says + " " + other.says);
    }

    Opinion and(Opinion other) {
        return outcome.compareTo(other.outcome) >= 0 ? new Opinion(this, other) : new Opinion(other, this);
    }
}
