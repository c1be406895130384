package io.countersign.policy;

import java.time.Duration;
import java.time.Period;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a policy says.
 *
 * @param rules all of them must hold; no two of one name
 * @param expiresAfter how long a request may wait before the system rejects it; null for as long as it takes
 * @param revalidateEvery how long an approval of a version holds; null for good
 */
public record PolicyDocument(
        String name,
        String description,
        Scope scope,
        List<Rule> rules,
        @Nullable Duration expiresAfter,
        @Nullable Period revalidateEvery) {

    public PolicyDocument {
        rules = List.copyOf(rules);
    }
}
