package io.countersign.token;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** When each token was last used, written every few seconds: no request waits for it. */
final class LastUses implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LastUses.class);
    private static final int SECONDS = 5;

    private final TokenQueries tokens;
    private final Clock clock;
    private final Map<TokenId, Instant> unwritten = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    LastUses(TokenQueries tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    void start() {
        Thread.ofPlatform().daemon().name("token-uses").start(this::run);
    }

    void used(TokenId token) {
        unwritten.put(token, clock.instant());
    }

    private void run() {
        try {
            while (!closed.await(SECONDS, TimeUnit.SECONDS)) {
                write();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        Map<TokenId, Instant> uses = new HashMap<>(unwritten);
        if (uses.isEmpty()) {
            return;
        }
        try {
            tokens.used(uses);
            uses.forEach(unwritten::remove);
        } catch (DataAccessException e) {
            LOG.warn("When tokens were last used cannot be written now. {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        closed.countDown();
        write();
    }
}
