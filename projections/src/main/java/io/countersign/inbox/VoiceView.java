package io.countersign.inbox;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An approval, a veto, or that somebody wants the glass broken. Times are milliseconds since the epoch.
 *
 * @param kind {@code APPROVAL}, {@code VETO} or {@code BREAK_GLASS}
 * @param subject what exactly was approved, each fact by name; empty for a veto
 * @param state {@code STANDS}, {@code WITHDRAWN}, {@code STALE}, {@code REVOKED} or
 *     {@code DISMISSED}
 * @param changed the facts that are not what they were, where that ended it
 * @param endedBy null while it stands, and where a change ended it
 */
public record VoiceView(
        String kind,
        String subjectId,
        String saidBy,
        long saidAt,
        @Nullable String meaning,
        @Nullable String comment,
        Map<String, String> subject,
        String state,
        List<String> changed,
        @Nullable String endedBy,
        @Nullable Long endedAt) {

    public boolean isStandingApproval() {
        return kind.equals("APPROVAL") && state.equals("STANDS");
    }
}
