package io.countersign.policy;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How an approval has to be signed. It is checked when one is given, not when a case is judged.
 *
 * @param meanings that a signature may state, in the order of the document; when empty, any or none
 * @param reasonRequired whether the approver must say why
 * @param authenticatedWithin how long ago the approver may have shown who they are; null when signing in once will do
 * @param contexts one of which the OpenID provider must say that it was ({@code acr}); when empty, any or none
 */
public record SigningRule(
        Set<String> meanings,
        boolean reasonRequired,
        @Nullable Duration authenticatedWithin,
        Set<String> contexts) {

    public SigningRule {
        meanings = Collections.unmodifiableSet(new LinkedHashSet<>(meanings));
        contexts = Collections.unmodifiableSet(new LinkedHashSet<>(contexts));
    }

    public SigningRule(Set<String> meanings, boolean reasonRequired, @Nullable Duration authenticatedWithin) {
        this(meanings, reasonRequired, authenticatedWithin, Set.of());
    }

    public boolean reauthenticationRequired() {
        return authenticatedWithin != null;
    }
}
