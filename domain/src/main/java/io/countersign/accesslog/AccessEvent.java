package io.countersign.accesslog;

import io.countersign.event.DomainEvent;
import io.countersign.identity.SubjectId;
import io.countersign.privacy.SealedText;
import io.countersign.token.TokenId;
import org.jspecify.annotations.Nullable;

/** What is put on record of who used the server, each on a stream of its own. Addresses go with the person's key. */
public sealed interface AccessEvent extends DomainEvent {

    AccessId access();

    /** Whose account it was. */
    SubjectId by();

    /**
     * They came in, for the first time in a while by this means and from this address.
     *
     * @param method as in the metadata of what they did, for example {@code basic}
     * @param token by which they did; null when it was none of this server's
     * @param address of the client
     */
    record SignedIn(
            AccessId access,
            SubjectId by,
            String method,
            @Nullable TokenId token,
            SealedText address) implements AccessEvent {}

    /**
     * Somebody who gave their name, or showed a token of theirs that is none any more, was turned away.
     *
     * @param method {@code basic} or {@code token}
     * @param token null where it was a password
     */
    record SignInRefused(
            AccessId access,
            SubjectId by,
            String method,
            @Nullable TokenId token,
            SealedText address) implements AccessEvent {}

    /**
     * They read, or began to export, what is on record.
     *
     * @param operation by its stable code, for example {@code read-events}
     * @param request the method, path and query with which they did
     */
    record AuditRead(AccessId access, SubjectId by, String operation, SealedText request, SealedText address)
            implements AccessEvent {}
}
