package io.countersign.oidc;

import org.jspecify.annotations.Nullable;

/** The provider cannot be asked, or answers what makes no sense. Nobody is let in for that. */
public final class ProviderUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ProviderUnavailable(String message) {
        this(message, null);
    }

    ProviderUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
