package io.countersign.browser;

import io.countersign.identity.Authentication;
import io.countersign.identity.SubjectId;
import java.time.Instant;

/**
 * A browser that somebody has signed in by.
 *
 * @param authentication when and how they showed who they are
 * @param used when it last was, to within a minute
 * @param expires after which it lets nobody in, however much it is used
 */
record Session(
        String id, SubjectId user, Authentication authentication, Instant used, Instant expires, boolean ended) {}
