package io.countersign.trail;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which events somebody asks for: those that pass each part. What is null does not narrow them; nothing passes an empty set.
 *
 * @param actors subject ids
 * @param model id or name, also a former one: then all models that were ever called so
 * @param version of that model; only with it
 * @param experiment id or name, as with models
 * @param types as the log names them
 * @param from the first moment, to the microsecond
 * @param to the first moment that is too late
 * @param text of which each word must be there; null for none
 */
public record TrailFilter(
        @Nullable Set<String> actors,
        @Nullable String model,
        @Nullable Integer version,
        @Nullable String run,
        @Nullable String experiment,
        @Nullable Set<String> types,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String correlation,
        @Nullable String text) {

    /** In a text. */
    public static final int MOST_WORDS = 10;

    /** Everything. */
    public static final TrailFilter ALL = new TrailFilter(null, null, null, null, null, null, null, null, null, null);

    public TrailFilter {
        actors = actors == null ? null : Set.copyOf(actors);
        types = types == null ? null : Set.copyOf(types);
    }

    /** How many words there are in a text that can be searched for. */
    public static int countWords(String text) {
        return Words.of(text).size();
    }

    /** @return its words, each once */
    List<String> words() {
        return text == null ? List.of() : List.copyOf(Words.of(text));
    }
}
