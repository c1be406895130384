package io.countersign.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Users by name, remembered for as long as this node hears of every change to them, and for 60 s at most.
 *
 * <p>Any change forgets all of them: changes are rare, and reading a row again is cheap. A row that was read before a
 * change and would be remembered after it belongs to an earlier generation, and is not used.
 */
final class Identities {

    private final Function<String, Optional<Identity>> rows;
    private final AtomicLong generation = new AtomicLong();
    private final Cache<String, Remembered> byName = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofSeconds(60))
            .build();
    private volatile boolean hearing;

    /** @param rows reads a user by name from the database */
    Identities(Function<String, Optional<Identity>> rows) {
        this.rows = rows;
    }

    /** The user, if known without asking the database. */
    Optional<Identity> remembered(String username) {
        Remembered found = hearing ? byName.getIfPresent(UserRules.fold(username)) : null;
        return found != null && found.generation() == generation.get()
                ? Optional.of(found.identity())
                : Optional.empty();
    }

    Optional<Identity> read(String username) {
        long before = generation.get();
        Optional<Identity> row = rows.apply(username);
        row.ifPresent(identity -> byName.put(UserRules.fold(username), new Remembered(identity, before)));
        return row;
    }

    /** Some user has changed. */
    void forget() {
        generation.incrementAndGet();
    }

    /** From now on, {@link #forget()} is called for every change that any node makes. */
    void hear() {
        forget();
        hearing = true;
    }

    /** Changes may pass unheard. */
    void deafen() {
        hearing = false;
    }

    private record Remembered(Identity identity, long generation) {}
}
