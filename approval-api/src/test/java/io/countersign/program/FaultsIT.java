package io.countersign.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.program.EventLog.Entry;
import io.countersign.program.Topic.Carried;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Server, database and broker are killed while clients work. {@code -Dfaults.kills=} says how often, and
 * {@code -Dfaults.seed=} repeats the choices of an earlier run, though not its moments.
 */
class FaultsIT {

    private static final int KILLS = Integer.getInteger("faults.kills", 3);
    private static final long SEED = Long.getLong("faults.seed", new Random().nextLong());
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int MODELS = 2;
    private static final int WORKERS_OF_EACH_KIND = 3;

    private final Ledger ledger = new Ledger();

    @Test
    void whateverIsKilledEveryAcknowledgedCommandHasItsEventAndEverythingAgrees() throws Exception {
        System.out.println("Faults: " + KILLS + " kills, seed " + SEED);
        try (Keeper keeper = new Keeper();
                HookedReceiver receiver = HookedReceiver.of(keeper.server())) {
            Saboteur saboteur = new Saboteur(keeper, new Random(SEED));
            workDuring(workers(keeper.server()), () -> saboteur.strike(KILLS));
            System.out.println(saboteur);
            System.out.println("Commands: " + ledger);
            everythingAgrees(keeper.server(), receiver);
        }
    }

    private List<Worker> workers(ServerProcess server) {
        Person scientist = Person.withRole(server, "contributor");
        Person reviewer = Person.withRole(server, "reviewer");
        List<Worker> workers = new ArrayList<>();
        for (int i = 0; i < WORKERS_OF_EACH_KIND; i++) {
            String model = "contested-" + i % MODELS;
            if (i < MODELS) {
                server.admin()
                        .post(Http.API + "registered-models/create", Map.of("name", model))
                        .ok();
            }
            workers.add(new Trainer("trainer" + i, ledger, scientist));
            workers.add(new Registrar("registrar" + i, ledger, scientist, reviewer, model));
            workers.add(new KeyedRegistrar("keyed" + i, ledger, scientist, reviewer, model));
        }
        return workers;
    }

    private static void workDuring(List<Worker> workers, Runnable faults)
            throws InterruptedException, ExecutionException, TimeoutException {
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService threads = Executors.newFixedThreadPool(workers.size())) {
            List<Future<?>> work = new ArrayList<>();
            workers.forEach(worker -> work.add(threads.submit(() -> worker.workUntil(over::get))));
            try {
                faults.run();
            } finally {
                over.set(true);
            }
            for (Future<?> each : work) {
                each.get(5, TimeUnit.MINUTES);
            }
        }
    }

    private void everythingAgrees(ServerProcess server, HookedReceiver receiver) throws InterruptedException {
        List<Entry> log = new EventLog(server.database()).all();
        Set<String> ids = log.stream().map(Entry::id).collect(Collectors.toSet());
        List<Carried> carried = new Topic(server.kafka()).readUntilSeen(ids, PATIENCE);
        int rows = new LogTopic(server.kafka(), "countersign.log").requireRowsOf(server.database(), PATIENCE);
        System.out.printf(
                "%d events in %d streams, %d and %d messages on the topics%n",
                log.size(), log.stream().map(Entry::stream).distinct().count(), carried.size(), rows);

        assertThat(ledger.wordsFor(Outcome.UNHEARD_OF))
                .as("answers that no contract has")
                .isEmpty();
        assertThat(ledger.count(Outcome.ACKNOWLEDGED)).isPositive();
        assertThat(ledger.unlike(new Marks(server.database()).in(new EventLog(server.database()).asked())))
                .as("commands and their events")
                .isEmpty();
        assertThat(ids).as("event ids").hasSameSizeAs(log);
        requireNoHoles(log);
        requireOneInProduction(server, log);
        Topic.requireOrder(carried);
        receiver.requireAllOf(new EventLog(server.database()), PATIENCE);
        System.out.println(receiver);
        requireViewsOfTheLog(server);
        new Recovered(Program.scratch("recovered")).requireSameAs(server, "countersign");
    }

    private static void requireNoHoles(List<Entry> log) {
        Map<String, Long> next = new HashMap<>();
        for (Entry entry : log) {
            assertThat(entry.sequence())
                    .as("sequence number in stream %s", entry.stream())
                    .isEqualTo(next.getOrDefault(entry.stream(), 0L));
            next.merge(entry.stream(), 1L, Long::sum);
        }
    }

    private static void requireOneInProduction(ServerProcess server, List<Entry> log) {
        Occupants occupants = new Occupants(log);
        assertThat(occupants.crowded()).isEmpty();
        occupants.byModel().forEach((model, versions) -> {
            JsonNode latest = server.admin()
                    .get(
                            Http.API + "registered-models/get-latest-versions",
                            Map.of("name", model, "stages", "Production"))
                    .ok()
                    .json();
            assertThat(latest.path("model_versions").findValuesAsString("version"))
                    .as("in Production of %s", model)
                    .containsExactlyElementsOf(
                            versions.stream().map(Object::toString).toList());
        });
    }

    private static void requireViewsOfTheLog(ServerProcess server) {
        Ended check = Ended.run(
                Duration.ofMinutes(5),
                "rebuild",
                "--check",
                "--data-dir",
                server.data().toString());
        assertThat(check.status()).as(check.toString()).isZero();
    }
}
