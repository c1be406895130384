package io.countersign.attempt;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.countersign.CommandSender;
import io.countersign.Uuid7;
import io.countersign.access.Operation;
import io.countersign.access.RequestTrace;
import io.countersign.access.SignedIn;
import io.countersign.identity.SubjectId;
import io.countersign.rejection.Reason;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Puts refused attempts on record, in a transaction of their own. Whoever tries the same again and again is recorded once
 * a minute, by each server. Whatever goes wrong with it is logged and concerns nobody else. Safe for many threads.
 */
@Component
final class AttemptRecord {

    private static final Duration ONCE_IN = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(AttemptRecord.class);
    private static final int REMEMBERED = 10_000;
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final CommandSender commands;
    private final Cache<Attempt, Boolean> recent;

    AttemptRecord(CommandSender commands, Clock clock) {
        this.commands = commands;
        this.recent = Caffeine.newBuilder()
                .maximumSize(REMEMBERED)
                .expireAfterWrite(ONCE_IN)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    /** What somebody tried, and why it was refused. */
    record Attempt(SubjectId by, Operation operation, AttemptTarget target, Reason reason) {}

    void add(Attempt attempt, RequestTrace trace) {
        if (isNews(attempt)) {
            try {
                alone(() -> commands.send(command(attempt), SignedIn.SYSTEM.metadata(trace)));
            } catch (ExecutionException | TimeoutException | RuntimeException e) {
                recent.invalidate(attempt);
                LOG.error("A refused attempt is not on record: {}.", attempt, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean isNews(Attempt attempt) {
        return recent.asMap().putIfAbsent(attempt, true) == null;
    }

    private static AttemptCommand command(Attempt attempt) {
        return new AttemptCommand.Record(
                new AttemptId(Uuid7.hex()),
                attempt.by(),
                attempt.operation().code(),
                attempt.target(),
                attempt.reason());
    }

    /** Apart from the refused request: neither its transaction nor its answer knows of it. */
    private static void alone(Runnable task) throws ExecutionException, TimeoutException, InterruptedException {
        FutureTask<Void> done = new FutureTask<>(task, null);
        Thread.ofVirtual().name("refused attempt").start(done);
        done.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    }
}
