package io.countersign.search;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Runs drawn at random from few values, so that there are ties, gaps and NaN everywhere. Experiment 0 was restored
 * once, 1 never, and 2 is deleted.
 */
final class Runs {

    static final List<String> EXPERIMENTS = List.of("0", "1", "2");
    static final List<String> KEYS = List.of("a", "b.c", "a b", "in", "never");
    static final List<String> TEXTS = List.of(
            "",
            "x",
            "X",
            "it's",
            "50%",
            "5_0",
            "a\\b",
            "Éa",
            "éA",
            "\"q\"",
            "line\nbreak",
            "long".repeat(20),
            "long".repeat(20) + "er");
    static final List<Double> NUMBERS =
            List.of(0.0, -0.0, 1.0, -1.5, 0.1, 1e-300, Double.MAX_VALUE, -Double.MAX_VALUE, Double.NaN, 7.0);

    private static final int COUNT = 150;

    private final Random random = new Random(42);

    static List<RunRow> all() {
        var runs = new Runs();
        return IntStream.range(0, COUNT).mapToObj(runs::run).toList();
    }

    static void insert(JdbcClient tables, List<RunRow> runs) {
        EXPERIMENTS.forEach(id -> tables.sql("insert into experiments values (?, ?, 's3://b', ?, ?, 1, 1)")
                .params(id, "experiment " + id, id.equals("2"), restorations(id))
                .update());
        runs.forEach(run -> run.insert(tables));
    }

    /** A run is deleted with its experiment, or by itself unless the experiment was restored since. */
    static boolean isDeleted(RunRow run) {
        Integer deletedAt = run.deletedAt();
        return run.experiment().equals("2") || (deletedAt != null && deletedAt == restorations(run.experiment()));
    }

    private static int restorations(String experiment) {
        return experiment.equals("0") ? 1 : 0;
    }

    private RunRow run(int number) {
        return new RunRow(
                "%04x".formatted((number * 7919) % 65521),
                one(EXPERIMENTS),
                one(TEXTS),
                orNull(() -> one(TEXTS)),
                one(List.of("RUNNING", "FINISHED", "FAILED")),
                orNull(() -> (long) random.nextInt(20)),
                orNull(() -> (long) random.nextInt(20)),
                "s3://b/" + one(TEXTS),
                orNull(() -> random.nextInt(2)),
                keyed(NUMBERS),
                keyed(TEXTS),
                keyed(TEXTS),
                orNull(() -> one(TEXTS)),
                datasets());
    }

    private List<RunRow.Dataset> datasets() {
        return IntStream.range(0, random.nextInt(3))
                .mapToObj(digest -> new RunRow.Dataset(one(TEXTS), "d" + digest, orNull(() -> one(TEXTS))))
                .toList();
    }

    private <T> Map<String, T> keyed(List<T> values) {
        var drawn = new HashMap<String, T>();
        KEYS.subList(0, KEYS.size() - 1).stream()
                .filter(key -> random.nextInt(4) > 0)
                .forEach(key -> drawn.put(key, one(values)));
        return drawn;
    }

    private <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private <T> @Nullable T orNull(Supplier<T> value) {
        return random.nextInt(4) == 0 ? null : value.get();
    }
}
