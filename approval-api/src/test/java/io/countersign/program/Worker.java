package io.countersign.program;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Somebody at work with a client: sends commands one after another, come what may, and notes what became of each. */
abstract class Worker {

    private static final int PAUSE_MILLIS = 15;
    private static final int PAUSE_AFTER_FAILURE_MILLIS = 400;
    private static final Duration ANSWERED_WITHIN = Duration.ofMinutes(3);

    private final String name;
    private final Ledger ledger;
    private int sent;

    /** @param name of letters, with a number after them or none */
    Worker(String name, Ledger ledger) {
        this.name = name;
        this.ledger = ledger;
    }

    final void workUntil(BooleanSupplier evening) {
        while (!evening.getAsBoolean()) {
            work();
        }
    }

    /** A few commands that belong together. */
    abstract void work();

    final String mark() {
        return "mark-" + name + "-" + ++sent;
    }

    final boolean send(Consumer<String> command) {
        return ask(mark -> {
                    command.accept(mark);
                    return true;
                })
                .isPresent();
    }

    /** The answer to a command that carries the mark that it is given, when the command was acknowledged. */
    final <T> Optional<T> ask(Function<String, T> command) {
        String mark = mark();
        return ask(mark, () -> command.apply(mark));
    }

    final <T> Optional<T> ask(String mark, Supplier<T> command) {
        Attempt<T> attempt = attempt(command);
        ledger.note(mark, attempt.told.outcome(), attempt.told.words());
        return Optional.ofNullable(attempt.answer);
    }

    /** Repeats the command, which names its key, until it is told what became of it. */
    final <T> Optional<T> insist(Function<String, T> command) {
        String mark = mark();
        long deadline = System.nanoTime() + ANSWERED_WITHIN.toNanos();
        while (true) {
            Attempt<T> attempt = attempt(() -> command.apply(mark));
            Outcome outcome = attempt.told.outcome();
            boolean open = outcome == Outcome.UNREACHED || outcome == Outcome.UNKNOWN;
            if (!open || System.nanoTime() > deadline) {
                ledger.note(mark, open ? Outcome.UNHEARD_OF : outcome, attempt.told.words());
                return Optional.ofNullable(attempt.answer);
            }
        }
    }

    private record Attempt<T>(Told told, @Nullable T answer) {}

    private static <T> Attempt<T> attempt(Supplier<T> command) {
        Attempt<T> attempt = attempted(command);
        pause(attempt.answer == null ? PAUSE_AFTER_FAILURE_MILLIS : PAUSE_MILLIS);
        return attempt;
    }

    private static <T> Attempt<T> attempted(Supplier<T> command) {
        try {
            return new Attempt<>(new Told(Outcome.ACKNOWLEDGED, ""), command.get());
        } catch (RuntimeException e) {
            return new Attempt<>(Told.by(e), null);
        }
    }

    private static void pause(int longestMillis) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(longestMillis));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
