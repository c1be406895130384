package io.countersign.oidc;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a token says, read without believing that anything is there, or of the type that it should be. */
final class Claims {

    /** Of the year 9999. */
    private static final long LAST_SECOND = 253_402_300_799L;

    private final Map<String, Object> values;

    Claims(Map<String, Object> values) {
        this.values = values;
    }

    Optional<String> text(String path) {
        return at(path) instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }

    /** A list of texts, or a single one as a list of itself; whatever else stands there is left out. */
    List<String> texts(String path) {
        Stream<?> found =
                switch (at(path)) {
                    case Collection<?> many -> many.stream();
                    case String one -> Stream.of(one);
                    case null -> Stream.empty();
                    default -> Stream.empty();
                };
        return found.filter(String.class::isInstance).map(String.class::cast).toList();
    }

    /** A time in whole seconds since 1970, as JSON Web Tokens have it. */
    Optional<Instant> time(String path) {
        return switch (at(path)) {
            case Instant time -> Optional.of(time);
            case Number seconds ->
                Optional.of(seconds.longValue())
                        .filter(value -> value >= 0 && value <= LAST_SECOND)
                        .map(Instant::ofEpochSecond);
            case null -> Optional.empty();
            default -> Optional.empty();
        };
    }

    /** A claim may itself have dots in its name, as those that are addresses do. */
    private @Nullable Object at(String path) {
        return values.containsKey(path) ? values.get(path) : within(values, path);
    }

    private static @Nullable Object within(Map<?, ?> map, String path) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            return map.get(path);
        }
        return map.get(path.substring(0, dot)) instanceof Map<?, ?> deeper
                ? within(deeper, path.substring(dot + 1))
                : null;
    }
}
