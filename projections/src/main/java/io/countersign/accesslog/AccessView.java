package io.countersign.accesslog;

import org.jspecify.annotations.Nullable;

/**
 * One entry, as auditors read it.
 *
 * @param kind {@code signed-in}, {@code sign-in-refused} or {@code audit-read}
 * @param at milliseconds since the epoch
 * @param actorName the subject id once that person is gone
 * @param method how they signed in; null for what they read
 * @param operation what they read; null for sign-ins, as is
 * @param request with which they did
 * @param address of the client; null once the person was erased, as is the request
 */
public record AccessView(
        String id,
        String kind,
        long at,
        String actorId,
        String actorName,
        @Nullable String method,
        @Nullable String tokenId,
        @Nullable String operation,
        @Nullable String request,
        @Nullable String address) {}
