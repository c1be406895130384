package io.countersign.rejection;

import org.axonframework.test.matchers.Matchers;
import org.hamcrest.Matcher;

/** Recognises refusals by their reason. */
public final class Refusals {

    private Refusals() {}

    public static Matcher<Rejection> because(Reason reason) {
        return Matchers.matches(refusal -> refusal.reason() == reason);
    }
}
