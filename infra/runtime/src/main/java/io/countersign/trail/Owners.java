package io.countersign.trail;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/** In which experiment runs and logged models are, also those that began long before. Not for many threads. */
final class Owners {

    private final JdbcTemplate jdbc;
    private final Cache<String, String> known =
            Caffeine.newBuilder().maximumSize(100_000).build();
    private final Map<Long, String> begun = new HashMap<>();

    Owners(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void remember(String stream, String experiment) {
        known.put(stream, experiment);
        begun.put(Key.stream(stream), experiment);
    }

    /** Empty when nothing says so. */
    String experiment(String stream) {
        return known.get(stream, unknown -> jdbc
                .queryForList("select experiment from audit.owners where stream = ?", String.class, Key.stream(unknown))
                .stream()
                .findFirst()
                .orElse(""));
    }

    /** In the transaction of the events that said so. */
    void store() {
        if (!begun.isEmpty()) {
            jdbc.update(
                    "insert into audit.owners select * from unnest(?::bigint[], ?::text[]) on conflict (stream)"
                            + " do update set experiment = excluded.experiment",
                    begun.keySet().toArray(Long[]::new),
                    begun.values().toArray(String[]::new));
            begun.clear();
        }
    }

    /** What was remembered in a transaction that failed. */
    void forget() {
        known.invalidateAll();
        begun.clear();
    }
}
