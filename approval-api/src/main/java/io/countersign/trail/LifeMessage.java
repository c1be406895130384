package io.countersign.trail;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a model; each list in the order of the log.
 *
 * @param now up to when times are counted that have not ended
 * @param truncated whether there is more of some than one page has: then ask the audit history
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LifeMessage(
        String modelId,
        String name,
        Instant now,
        boolean truncated,
        List<Held> names,
        List<Version> versions,
        List<Held> stages,
        List<Held> aliases,
        List<Request> requests,
        List<Said> said,
        List<Paper> evidence,
        List<Check> checks,
        List<Answer> checklists,
        List<Comment> comments,
        List<Permission> permissions) {

    /**
     * @param place the stage, alias or name
     * @param until null while it is so
     * @param heldMillis until its end, or until now
     * @param by who made it so
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Held(
            String place,
            @Nullable Integer version,
            Instant since,
            @Nullable Instant until,
            boolean still,
            long heldMillis,
            String by,
            String byId,
            String eventId) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Version(
            int version,
            Instant created,
            String by,
            String byId,
            String source,
            @Nullable String runId,
            @Nullable Instant deleted) {}

    /** @param state {@code open}, {@code approved}, {@code rejected}, {@code cancelled}, {@code expired}, {@code superseded} */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Request(
            String requestId,
            String change,
            @Nullable Integer version,
            Instant time,
            String by,
            String byId,
            @Nullable String comment,
            List<String> policies,
            String state,
            @Nullable Instant closed,
            @Nullable String closedBy,
            @Nullable String closedById,
            @Nullable String answer) {}

    /**
     * An approval, a veto, a proposal to break the glass, and what became of them.
     *
     * @param what the event, for example {@code approval-given}
     * @param meaning of the signature
     * @param comment the reason
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Said(
            String what,
            List<String> requests,
            String change,
            @Nullable Integer version,
            Instant time,
            String by,
            String byId,
            @Nullable String meaning,
            @Nullable String comment,
            String eventId) {}

    /** @param what {@code given} or {@code withdrawn} */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Paper(String what, int version, String slot, String sha256, Instant time, String by, String byId) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Check(
            int version,
            String check,
            String externalId,
            String state,
            Instant time,
            String by,
            String byId,
            @Nullable String summary) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Answer(
            int version,
            String checklist,
            String item,
            String answer,
            @Nullable String note,
            Instant time,
            String by,
            String byId) {}

    /** @param what {@code added}, {@code edited} or {@code deleted} */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Comment(
            String what,
            int version,
            String commentId,
            @Nullable String text,
            Instant time,
            String by,
            String byId) {}

    /** @param principal {@code user/…} or {@code group/…} */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Permission(
            String principal,
            @Nullable String before,
            @Nullable String after,
            Instant time,
            String by,
            String byId) {}
}
