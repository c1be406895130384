package io.countersign.importer;

import io.countersign.startup.StartupError;
import java.io.PrintWriter;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Brings what a running MLflow server has to a running Countersign, and compares the two. Started again, it goes on, and
 * brings what is new there; what is here already is never brought twice, nor changed.
 */
public final class Import implements AutoCloseable {

    private static final int UNAUTHENTICATED = 401;
    private static final int FORBIDDEN = 403;

    private final Endpoint from;
    private final Endpoint to;
    private final PrintWriter out;
    private final int parallel;
    private final Comparison comparison = new Comparison();

    /**
     * @param from the MLflow server
     * @param fromAuthorization the header to sign in there with, or null
     * @param to Countersign
     * @param toAuthorization the header to sign in here with, as an admin, or null
     * @param parallel how many runs at a time
     */
    public Import(
            URI from,
            @Nullable String fromAuthorization,
            URI to,
            @Nullable String toAuthorization,
            int parallel,
            PrintWriter out) {
        this.from = new Endpoint(from, fromAuthorization);
        this.to = new Endpoint(to, toAuthorization);
        this.parallel = parallel;
        this.out = out;
    }

    /**
     * @param progress given how many runs and models there are, is told how many are done
     * @return whether both servers have the same now
     * @throws StartupError when one of them is not there, does not let this be done, or goes away
     */
    public boolean run(LongFunction<LongConsumer> progress) {
        MlflowReader source = new MlflowReader(from);
        MlflowReader own = new MlflowReader(to);
        List<JsonNode> experiments = signedIn(from, source::experiments);
        signedIn(to, own::experiments);
        List<JsonNode> models = source.models();
        AtomicLong runs = new AtomicLong();
        experiments.forEach(experiment ->
                source.runs(Facts.text(experiment, "experiment_id"), page -> runs.addAndGet(page.size())));
        out.printf(
                "Importing %,d experiments, %,d runs and %,d registered models from %s to %s%n",
                experiments.size(), runs.get(), models.size(), from.address(), to.address());
        out.flush();
        Counter done = new Counter(progress.apply(runs.get() + models.size()));
        signedIn(to, () -> {
            bring(source, own, experiments, models, done);
            return done;
        });
        return comparison.print(out);
    }

    private void bring(
            MlflowReader source, MlflowReader own, List<JsonNode> experiments, List<JsonNode> models, Counter done) {
        Target target = new Target(to, from.address());
        ArtifactImport artifacts = new ArtifactImport(from, target, comparison);
        RunImport runImport = new RunImport(source, own, target, artifacts, comparison);
        RegistryImport registry = new RegistryImport(source, own, target, comparison);
        ExperimentImport experimentImport = new ExperimentImport(own, target, comparison);
        try (ExecutorService workers = Executors.newFixedThreadPool(parallel)) {
            experiments.forEach(experiment -> experimentImport
                    .bring(experiment)
                    .ifPresent(here -> source.runs(
                            Facts.text(experiment, "experiment_id"),
                            page -> all(workers, page, run -> {
                                runImport.bring(run, here);
                                done.one();
                            }))));
            all(workers, models, model -> {
                registry.bring(model);
                done.one();
            });
        }
    }

    /** One that fails for a reason of its own has told so; any other failure ends the import. */
    private static void all(ExecutorService workers, List<JsonNode> things, Consumer<JsonNode> work) {
        List<Future<?>> begun = things.stream()
                .<Future<?>>map(thing -> workers.submit(() -> work.accept(thing)))
                .toList();
        try {
            for (Future<?> each : begun) {
                each.get();
            }
        } catch (ExecutionException e) {
            begun.forEach(each -> each.cancel(true));
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StartupError.of("Interrupted.");
        }
    }

    private static <T> T signedIn(Endpoint server, Supplier<T> work) {
        try {
            return work.get();
        } catch (HttpFailure refused) {
            throw switch (refused.status()) {
                case UNAUTHENTICATED ->
                    StartupError.of("%s does not accept this user and password, or wants some.", server.address());
                case FORBIDDEN -> StartupError.of("%s: %s", server.address(), refused.message());
                default -> StartupError.of("%s answered %d: %s", server.address(), refused.status(), refused.message());
            };
        }
    }

    /** Who may not import at all is told at once, not for each thing. */
    static String why(HttpFailure refused) {
        if (refused.status() == UNAUTHENTICATED || refused.status() == FORBIDDEN) {
            throw refused;
        }
        return refused.message();
    }

    @Override
    public void close() {
        from.close();
        to.close();
    }

    private static final class Counter {
        private final LongConsumer progress;
        private long done;

        Counter(LongConsumer progress) {
            this.progress = progress;
        }

        synchronized void one() {
            progress.accept(++done);
        }
    }
}
