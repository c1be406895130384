package io.countersign.policy;

import io.countersign.identity.SubjectId;
import java.time.Instant;
import java.util.Set;

/**
 * A document whose bytes the server holds and has hashed.
 *
 * @param type media type
 * @param groups that its producer is in now
 */
public record Evidence(String slot, String type, String sha256, SubjectId producer, Set<String> groups, Instant at) {

    public Evidence {
        groups = Ordered.set(groups);
    }
}
