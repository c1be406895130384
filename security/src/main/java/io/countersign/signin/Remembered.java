package io.countersign.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Rows about users, remembered for as long as this node hears of every change to them, and for 60 s at most.
 *
 * <p>Any change forgets all of them: changes are rare, and reading a row again is cheap. Safe for many threads.
 *
 * @param <K> by what a row is asked for
 * @param <V> what it says
 */
public final class Remembered<K, V> {

    private final UserChanges changes;
    private final Function<K, Optional<V>> rows;
    private final Cache<K, Row<V>> known = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofSeconds(60))
            .build();

    /** @param rows reads one from the database */
    public Remembered(UserChanges changes, Function<K, Optional<V>> rows) {
        this.changes = changes;
        this.rows = rows;
    }

    /** What the row says, from memory where that will do. */
    public Optional<V> get(K key) {
        return remembered(key).or(() -> read(key));
    }

    /** What it says, if that is known without asking the database. */
    Optional<V> remembered(K key) {
        Row<V> found = changes.areHeard() ? known.getIfPresent(key) : null;
        return found != null && found.count() == changes.count() ? Optional.of(found.value()) : Optional.empty();
    }

    Optional<V> read(K key) {
        long before = changes.count();
        Optional<V> row = rows.apply(key);
        row.ifPresent(value -> known.put(key, new Row<>(value, before)));
        return row;
    }

    private record Row<V>(V value, long count) {}
}
