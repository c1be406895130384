package io.countersign.privacy;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What {@link ErasureRoutes} take and tell. */
final class ErasureMessages {

    private ErasureMessages() {}

    /** @param personId the subject id under which the log knows who is to be forgotten */
    record Propose(@Nullable String personId, @Nullable String reason) {}

    record Decline(@Nullable String reason) {}

    /** So that nothing but an object is taken for a yes. */
    record Agree() {}

    record Page(List<Erasure> erasures, @Nullable String nextPageToken) {}

    /**
     * @param state {@code open}, {@code declined} or {@code carried-out}
     * @param keyFingerprint SHA-256 of what was hashed of the destroyed key; null until then, and where there was none
     */
    record Erasure(
            String erasureId,
            String personId,
            String state,
            String proposedBy,
            String proposedById,
            Instant proposedAt,
            @Nullable String reason,
            @Nullable String closedBy,
            @Nullable Instant closedAt,
            @Nullable String answer,
            @Nullable String keyFingerprint) {

        static Erasure of(ErasureView view) {
            return new Erasure(
                    view.erasureId(),
                    view.person(),
                    view.state().toLowerCase(Locale.ROOT).replace('_', '-'),
                    view.proposedBy(),
                    view.proposedById(),
                    Instant.ofEpochMilli(view.proposedAt()),
                    view.reason(),
                    view.closedBy(),
                    view.closedAt() == null ? null : Instant.ofEpochMilli(view.closedAt()),
                    view.answer(),
                    view.keyFingerprint());
        }
    }
}
