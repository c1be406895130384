package io.countersign.trail;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event.
 *
 * @param place to go on from, as {@code after}
 * @param type as the log names it
 * @param actor the name now; the id where there is none any more
 * @param actorId the opaque id under which the log knows the actor
 * @param authentication how they signed in, for example {@code token}
 * @param authenticatedAt when they last showed who they are; null when that was with the request itself
 * @param correlationId what all events of one story share
 * @param causationId the message that led to it
 * @param stream whose history it is part of
 * @param sequence its number there, from 0
 * @param objects what it is about
 * @param words what people wrote
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record EntryMessage(
        String place,
        String eventId,
        Instant time,
        String type,
        String family,
        @Nullable String decision,
        String actor,
        String actorId,
        @Nullable String authentication,
        @Nullable String credentialId,
        @Nullable String authenticatedAt,
        @Nullable String authenticationContext,
        @Nullable String authenticationMethods,
        @Nullable String requestId,
        @Nullable String correlationId,
        @Nullable String causationId,
        String stream,
        long sequence,
        List<Thing> objects,
        List<Change> changes,
        List<Written> words) {

    /**
     * What an event is about.
     *
     * @param type {@code model}, {@code version}, {@code run} or {@code experiment}
     * @param name as it is now, or was last
     * @param version of a model
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Thing(
            String type,
            String id,
            @Nullable String name,
            @Nullable Integer version) {}

    /**
     * @param object a path, as {@code version/…/3}
     * @param before null when there was nothing, or it is erased
     * @param erased whether either was written by somebody who was erased since; null when not
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Change(
            String object,
            String field,
            @Nullable String before,
            @Nullable String after,
            @Nullable Boolean erased) {}

    /** @param text null once its author was erased */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Written(
            String name,
            String by,
            String byId,
            @Nullable String text,
            @Nullable Boolean erased) {}
}
