package io.countersign.views;

import io.countersign.privacy.SealedText;
import io.countersign.privacy.Vault;
import org.jspecify.annotations.Nullable;

/** What people wrote, as columns of type {@code jsonb} keep it. */
public final class SealedColumn {

    private SealedColumn() {}

    /** Null when nothing was written, or once its author was erased. */
    public static @Nullable String open(@Nullable String json, Vault vault) {
        SealedText text = ViewJson.readSealed(json);
        return text == null ? null : vault.open(text).orElse(null);
    }
}
