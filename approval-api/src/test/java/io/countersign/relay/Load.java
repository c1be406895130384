package io.countersign.relay;

import io.countersign.assembly.Deadline;
import io.countersign.assembly.InProcessServer;
import io.countersign.assembly.Workshop;
import io.countersign.run.RunId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** People who write to a server all the time, some of them to the same run. */
final class Load implements AutoCloseable {

    private static final int WRITERS = 3;
    private static final long PAUSE_MILLIS = 20; // what is tested is not how much it bears

    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger commands = new AtomicInteger();
    private final ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    private final List<Future<?>> writers = new ArrayList<>();

    Load(InProcessServer server) {
        Workshop workshop = Workshop.on(server);
        RunId shared = workshop.aRun();
        for (int writer = 0; writer < WRITERS; writer++) {
            writers.add(threads.submit(() -> write(workshop, shared)));
        }
    }

    private Void write(Workshop workshop, RunId shared) throws InterruptedException {
        while (!over.get()) {
            RunId own = workshop.aRun();
            workshop.logMetric(own, "loss", 1, 1);
            workshop.logMetric(shared, "loss", 2, 2);
            workshop.delete(own);
            commands.addAndGet(4);
            Thread.sleep(PAUSE_MILLIS);
        }
        return null;
    }

    /** Until so many more commands were answered; a command that failed has ended its writer. */
    void goOnFor(int more) {
        int enough = commands.get() + more;
        Deadline.soon(more + " more commands", () -> commands.get() >= enough);
    }

    /** @throws java.util.concurrent.ExecutionException when any command failed */
    void endWell() throws Exception {
        over.set(true);
        for (Future<?> writer : writers) {
            writer.get(30, TimeUnit.SECONDS);
        }
    }

    @Override
    public void close() {
        over.set(true);
        threads.close();
    }
}
