package io.countersign.rejection;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Says in a test that something is refused, and why. */
public final class Refused {

    private Refused() {}

    /** The refusal, for more to be said about its message. */
    public static Rejection because(Reason reason, ThrowingCallable attempt) {
        Rejection rejection = catchThrowableOfType(Rejection.class, attempt);
        Assertions.assertThat(rejection).as("a refusal").isNotNull();
        Assertions.assertThat(rejection.reason()).isEqualTo(reason);
        return rejection;
    }

    /** Why something is refused that has no message of interest. */
    public static Rejection invalid(ThrowingCallable attempt) {
        return because(Reason.PARAMETER_INVALID, attempt);
    }
}
