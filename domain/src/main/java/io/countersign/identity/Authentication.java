package io.countersign.identity;

import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * When and how somebody last showed who they are (OpenID Connect Core 1.0, section 2).
 *
 * @param context the {@code acr}: how much it takes; null when that is not said
 * @param methods the {@code amr}, for example {@code pwd} (RFC 8176)
 */
public record Authentication(Instant at, @Nullable String context, Set<String> methods) {

    public Authentication {
        methods = Collections.unmodifiableSortedSet(new TreeSet<>(methods));
    }

    /** Some time, by some means. */
    public static Authentication unknown() {
        return new Authentication(Instant.EPOCH, null, Set.of());
    }
}
