package io.countersign.registry;

import io.countersign.privacy.SealedText;
import io.countersign.privacy.Vault;
import io.countersign.registeredmodel.ModelLimits;
import io.countersign.rejection.Invalid;
import io.countersign.wire.Sender;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Seals what the sender of a request wrote. */
@Component
public final class Comments {

    private final Vault vault;
    private final Sender sender;

    Comments(Vault vault, Sender sender) {
        this.vault = vault;
        this.sender = sender;
    }

    /** @return null for no comment */
    public @Nullable SealedText optional(@Nullable String comment) {
        return comment == null || comment.isEmpty() ? null : required(comment);
    }

    public SealedText required(String comment) {
        if (comment.length() > ModelLimits.MAX_COMMENT) {
            throw Invalid.tooLong("comment", ModelLimits.MAX_COMMENT);
        }
        return vault.seal(sender.subject(), comment);
    }
}
