package io.countersign.bench;

import io.countersign.startup.StartupError;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** Many at once. */
final class Clients {

    private Clients() {}

    /** Gives each its number, in a thread of its own; returns when all have ended. */
    static void each(int clients, IntConsumer work) {
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            List<Future<?>> ends = new ArrayList<>();
            for (int client = 0; client < clients; client++) {
                int number = client;
                ends.add(threads.submit(() -> work.accept(number)));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupError("The measurement was interrupted.");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof StartupError told ? told : new IllegalStateException(e.getCause());
        }
    }
}
