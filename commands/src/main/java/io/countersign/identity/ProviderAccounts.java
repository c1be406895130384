package io.countersign.identity;

import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import org.jspecify.annotations.Nullable;

/** What is not for this server to say of those for whom an OpenID provider vouches. */
final class ProviderAccounts {

    private ProviderAccounts() {}

    /** What was changed here would be what the provider says again with the next request. */
    static void requireNone(@Nullable String issuer, String what) {
        if (issuer != null) {
            throw Rejection.of(
                    Reason.ACCESS_OF_ISSUER, "The %s of this user are what %s says; change them there.", what, issuer);
        }
    }
}
