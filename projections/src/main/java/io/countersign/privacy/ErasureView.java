package io.countersign.privacy;

import org.jspecify.annotations.Nullable;

/**
 * That somebody is to be forgotten. Times are milliseconds since the epoch.
 *
 * @param state {@code OPEN}, {@code DECLINED} or {@code CARRIED_OUT}
 * @param keyFingerprint null until it was carried out, and where there was no key
 */
public record ErasureView(
        String erasureId,
        String person,
        String proposedById,
        String proposedBy,
        long proposedAt,
        @Nullable String reason,
        String state,
        @Nullable String closedBy,
        @Nullable Long closedAt,
        @Nullable String answer,
        @Nullable String keyFingerprint) {}
