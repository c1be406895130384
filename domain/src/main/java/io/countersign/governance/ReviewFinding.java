package io.countersign.governance;

import io.countersign.identity.SubjectId;
import io.countersign.privacy.SealedText;
import java.time.Instant;
import java.util.Locale;

/**
 * Something that an approver wants mended, and approves on condition that it is.
 *
 * @param owner who is to mend it
 * @param due when the approval revokes itself if it is still open
 */
public record ReviewFinding(FindingId id, Severity severity, SubjectId owner, Instant due, SealedText text) {

    /** How grave it is. */
    public enum Severity {
        LOW,
        MEDIUM,
        HIGH,
        CRITICAL;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
