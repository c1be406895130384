package io.countersign.accesslog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.countersign.CommandSender;
import io.countersign.Uuid7;
import io.countersign.access.Credential;
import io.countersign.access.Operation;
import io.countersign.access.RequestTrace;
import io.countersign.access.SignedIn;
import io.countersign.identity.SubjectId;
import io.countersign.privacy.Vault;
import io.countersign.token.TokenId;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Puts on record who uses the server. Who comes in again by the same means from the same address is recorded once an hour, and
 * once a minute who is turned away or reads the same again, by each server. Who reads on is recorded once an hour: whoever
 * follows the events would else be given, with each request, the record of the request before. Safe for many threads.
 */
@Component
public final class AccessLog {

    private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);
    private static final Duration SIGN_INS_ONCE_IN = Duration.ofHours(1);
    private static final Duration READING_ON_ONCE_IN = Duration.ofHours(1);
    private static final Duration OTHERS_ONCE_IN = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Executor THREADS =
            task -> Thread.ofVirtual().name("access log").start(task);
    private static final int REMEMBERED = 10_000;

    private final CommandSender commands;
    private final Vault vault;
    private final Cache<Coming, Boolean> signIns;
    private final Cache<Coming, Boolean> refusals;
    private final Cache<Reading, Boolean> readings;
    private final Cache<Reading, Boolean> readingsOn;

    AccessLog(CommandSender commands, Vault vault, Clock clock) {
        this.commands = commands;
        this.vault = vault;
        signIns = recently(SIGN_INS_ONCE_IN, clock);
        refusals = recently(OTHERS_ONCE_IN, clock);
        readings = recently(OTHERS_ONCE_IN, clock);
        readingsOn = recently(READING_ON_ONCE_IN, clock);
    }

    private static <K> Cache<K, Boolean> recently(Duration time, Clock clock) {
        return Caffeine.newBuilder()
                .maximumSize(REMEMBERED)
                .expireAfterWrite(time)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    private record Coming(
            SubjectId by, String method, @Nullable TokenId token, String address) {}

    /** @param what the request, but for the place to which they had come */
    private record Reading(SubjectId by, String what, String address) {}

    /** They come in whether that can be recorded or not: what they then do says who they are by itself. */
    void signedIn(SignedIn who, String address, RequestTrace trace) {
        Credential credential = who.credential();
        Coming coming = new Coming(who.actor().subject(), credential.method(), credential.token(), address);
        orLog(signIns, coming, trace, id -> signedIn(id, coming));
    }

    private AccessEvent signedIn(AccessId id, Coming seen) {
        return new AccessEvent.SignedIn(
                id, seen.by(), seen.method(), seen.token(), vault.seal(seen.by(), seen.address()));
    }

    void refused(SubjectId account, String method, @Nullable TokenId token, String address, RequestTrace trace) {
        Coming coming = new Coming(account, method, token, address);
        orLog(refusals, coming, trace, id -> refused(id, coming));
    }

    private AccessEvent refused(AccessId id, Coming seen) {
        return new AccessEvent.SignInRefused(
                id, seen.by(), seen.method(), seen.token(), vault.seal(seen.by(), seen.address()));
    }

    /** @throws RuntimeException when it cannot be recorded: then nothing is read */
    void reads(SignedIn who, Operation operation, ReadRequest request, String address, RequestTrace trace) {
        SubjectId by = who.actor().subject();
        once(
                request.goesOn() ? readingsOn : readings,
                new Reading(by, request.withoutPlace(), address),
                trace,
                id -> new AccessEvent.AuditRead(
                        id, by, operation.code(), vault.seal(by, request.text()), vault.seal(by, address)));
    }

    private <K> void orLog(
            Cache<K, Boolean> recent, K seen, RequestTrace trace, Function<AccessId, AccessEvent> event) {
        try {
            once(recent, seen, trace, event);
        } catch (RuntimeException e) {
            LOG.error("A sign-in is not on record. {}", e.getMessage(), e);
        }
    }

    private <K> void once(Cache<K, Boolean> recent, K seen, RequestTrace trace, Function<AccessId, AccessEvent> event) {
        if (recent.getIfPresent(seen) == null && recent.asMap().putIfAbsent(seen, true) == null) {
            try {
                AccessEvent record = event.apply(new AccessId(Uuid7.hex()));
                apart(() -> commands.send(new AccessCommand.Record(record), SignedIn.SYSTEM.metadata(trace)));
            } catch (RuntimeException e) {
                recent.invalidate(seen);
                throw e;
            }
        }
    }

    /** On a thread of its own: the answer to the request does not count it among the events that the request came to. */
    private static void apart(Runnable task) {
        try {
            CompletableFuture.runAsync(task, THREADS)
                    .orTimeout(LONGEST.toSeconds(), TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            throw new IllegalStateException("Who uses the server cannot be put on record now.", e.getCause());
        }
    }
}
