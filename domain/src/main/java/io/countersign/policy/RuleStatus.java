package io.countersign.policy;

/** What became of a rule in one case. The words are those of Gerrit's submit requirements. */
public enum RuleStatus {
    NOT_APPLICABLE,
    UNSATISFIED,
    SATISFIED,
    /** It did not hold, and an administrator said why that is of no account. */
    OVERRIDDEN,
    /** Two people broke the glass. */
    BYPASSED,
    /** It could not be judged, which closes the gate as if it did not hold. */
    ERROR;

    public boolean lets() {
        return this != UNSATISFIED && this != ERROR;
    }
}
