package io.countersign.signin;

import io.countersign.identity.PasswordHash;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/**
 * Argon2id by the parameters of OWASP's Password Storage Cheat Sheet: 19 MiB, two passes, one lane; some 50 ms of a
 * core. No more are computed at once than there are cores, and few wait: a flood of sign-ins is turned away rather than
 * taking the memory and the cores from everybody else. On threads of their own, because a virtual thread that computes
 * does not make way for others.
 */
final class Passwords implements AutoCloseable {

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;
    private static final int MEMORY_KIB = 19_456;
    private static final int PASSES = 2;
    private static final int WAITING_PER_CORE = 32;

    private final Argon2PasswordEncoder argon2 =
            new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIB, PASSES);
    private final ThreadPoolExecutor cores;
    private final Duration patience;
    private final PasswordHash ofNobody;

    Passwords(int cores, Duration patience) {
        this.patience = patience;
        this.cores = new ThreadPoolExecutor(
                cores,
                cores,
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(cores * WAITING_PER_CORE),
                Thread.ofPlatform().daemon().name("passwords-", 0).factory());
        this.cores.allowCoreThreadTimeOut(true);
        ofNobody = hash(RandomPassword.next());
    }

    PasswordHash hash(String password) {
        return new PasswordHash(Objects.requireNonNull(compute(() -> argon2.encode(password))));
    }

    /**
     * Takes the same time for everybody.
     *
     * @param inForce null for a user that does not exist or has no password, for whom none is right
     */
    boolean matches(String password, @Nullable PasswordHash inForce) {
        String encoded = (inForce == null ? ofNobody : inForce).encoded();
        return compute(() -> argon2.matches(password, encoded)) && inForce != null;
    }

    private <T> T compute(Callable<T> work) {
        Future<T> result = submit(work);
        try {
            return result.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            result.cancel(false);
            throw busy();
        } catch (InterruptedException e) {
            result.cancel(false);
            Thread.currentThread().interrupt();
            throw busy();
        } catch (ExecutionException e) {
            throw new IllegalStateException("A password could not be hashed.", e.getCause());
        }
    }

    private <T> Future<T> submit(Callable<T> work) {
        try {
            return cores.submit(work);
        } catch (RejectedExecutionException e) {
            throw busy();
        }
    }

    private static Rejection busy() {
        return new Rejection(Reason.TOO_BUSY, "Too many sign-ins at once. Try again.");
    }

    @Override
    public void close() {
        cores.shutdownNow();
    }
}
