package io.countersign.policy;

/** Judges expressions of policies, in the Common Expression Language. Without side effects, and safe for many threads. */
public interface Conditions {

    /**
     * Whether it holds.
     *
     * @throws ConditionFailed when it cannot be judged in this case
     */
    boolean hold(String expression, Case about);

    /** An expression met something that it cannot deal with. */
    final class ConditionFailed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public ConditionFailed(String message) {
            super(message, null, false, false);
        }
    }
}
