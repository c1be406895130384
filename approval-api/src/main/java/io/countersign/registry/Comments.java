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
        return optional("comment", comment);
    }

    public SealedText required(String comment) {
        return sealed("comment", comment);
    }

    /** @param parameter that the text came in, which is not empty */
    public SealedText required(String parameter, String text) {
        return sealed(parameter, text);
    }

    /**
     * @param parameter that the text came in
     * @return null for no text
     */
    public @Nullable SealedText optional(String parameter, @Nullable String text) {
        return text == null || text.isEmpty() ? null : sealed(parameter, text);
    }

    private SealedText sealed(String parameter, String comment) {
        if (comment.length() > ModelLimits.MAX_COMMENT) {
            throw Invalid.tooLong(parameter, ModelLimits.MAX_COMMENT);
        }
        return vault.seal(sender.subject(), comment);
    }
}
