package io.countersign.trail;

import io.countersign.identity.SubjectId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An event, as auditors read it.
 *
 * @param position global_index
 * @param metadata who, how they signed in, in which request, and because of what; by the names of {@code EventMetadata}
 * @param concerns what it is about
 * @param experiment also of what happens to a run, which does not say it; null for what is in none
 * @param changes what is otherwise from then on, field by field
 */
public record TrailEntry(
        long position,
        String eventId,
        Instant at,
        String type,
        String stream,
        long sequence,
        Map<String, String> metadata,
        Concerns concerns,
        @Nullable String experiment,
        List<Change> changes,
        List<Words> words) {

    public TrailEntry {
        metadata = Map.copyOf(metadata);
        changes = List.copyOf(changes);
        words = List.copyOf(words);
    }

    /** A value that a person gave, perhaps: then it is gone once they are forgotten. */
    public record Value(@Nullable String text) {

        static final Value ERASED = new Value(null);

        public boolean isErased() {
            return text == null;
        }
    }

    /**
     * One field.
     *
     * @param before null when there was none
     * @param after null when there is none any more
     */
    public record Change(
            String object,
            String field,
            @Nullable Value before,
            @Nullable Value after) {

        /** Whether it is otherwise than it was, or cannot be told from that any more. */
        boolean isOne() {
            return !Objects.equals(before, after) || after != null && after.isErased();
        }
    }

    /**
     * What somebody wrote.
     *
     * @param name of what, for example {@code comment}
     * @param text null once they were forgotten
     */
    public record Words(String name, SubjectId by, @Nullable String text) {}

    /** Everything that it changes, each once. */
    public Set<String> objects() {
        return changes.stream().map(Change::object).collect(Collectors.toUnmodifiableSet());
    }
}
