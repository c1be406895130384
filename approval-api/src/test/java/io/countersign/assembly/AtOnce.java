package io.countersign.assembly;

import io.countersign.rejection.Rejection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** What many do in the same moment, and how each of them was answered. */
public final class AtOnce {

    private AtOnce() {}

    /** Each of the tasks in a thread of its own; they begin together. */
    public static List<Answer> all(List<Callable<?>> tasks) throws InterruptedException {
        CyclicBarrier start = new CyclicBarrier(tasks.size());
        List<Future<?>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(tasks.size())) {
            for (Callable<?> task : tasks) {
                running.add(threads.submit(() -> {
                    start.await();
                    return task.call();
                }));
            }
        }
        List<Answer> answers = new ArrayList<>();
        for (Future<?> each : running) {
            answers.add(answer(each));
        }
        return answers;
    }

    private static Answer answer(Future<?> task) throws InterruptedException {
        try {
            return new Answer(task.get(), null);
        } catch (ExecutionException e) {
            return new Answer(null, Objects.requireNonNull(e.getCause()));
        }
    }

    /** A value, possibly null, or a failure. */
    public record Answer(@Nullable Object value, @Nullable Throwable failure) {

        public boolean succeeded() {
            return failure == null;
        }

        public boolean refusedFor(io.countersign.rejection.Reason reason) {
            return failure instanceof Rejection rejection && rejection.reason() == reason;
        }
    }
}
