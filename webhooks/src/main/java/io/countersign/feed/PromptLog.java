package io.countersign.feed;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log, with word to its readers when there is news. The event store's own streams can be waited on, but a pooled
 * processor does not wait: without such word it looks every 500 ms. So each stream has a second one beside it, and a thread
 * that waits there.
 */
final class PromptLog implements StreamableMessageSource<TrackedEventMessage<?>> {

    private static final Logger LOG = LoggerFactory.getLogger(PromptLog.class);

    private final EventStore log;

    PromptLog(EventStore log) {
        this.log = log;
    }

    /** @param token null for the beginning */
    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken token) {
        BlockingStream<TrackedEventMessage<?>> ahead = log.openStream(log.createHeadToken());
        return new PromptStream(log.openStream(token), ahead);
    }

    /** Read by one thread, as every such stream; may be closed by another. */
    private static final class PromptStream implements BlockingStream<TrackedEventMessage<?>> {

        private static final int LOOK_SECONDS = 1;
        private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
        private static final long AFTER_FAILURE_NANOS = TimeUnit.SECONDS.toNanos(1);

        private final BlockingStream<TrackedEventMessage<?>> events;
        private final BlockingStream<TrackedEventMessage<?>> ahead;
        private volatile boolean closed;

        PromptStream(BlockingStream<TrackedEventMessage<?>> events, BlockingStream<TrackedEventMessage<?>> ahead) {
            this.events = events;
            this.ahead = ahead;
        }

        @Override
        public Optional<TrackedEventMessage<?>> peek() {
            return events.peek();
        }

        @Override
        public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
            return events.hasNextAvailable(timeout, unit);
        }

        @Override
        public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
            return events.nextAvailable();
        }

        @Override
        public void skipMessagesWithPayloadTypeOf(TrackedEventMessage<?> ignored) {
            events.skipMessagesWithPayloadTypeOf(ignored);
        }

        /** Called once, when the stream is opened. */
        @Override
        public boolean setOnAvailableCallback(Runnable callback) {
            Thread.ofVirtual().name("log-news").start(() -> tell(callback));
            return true;
        }

        private void tell(Runnable callback) {
            while (!closed) {
                try {
                    if (ahead.hasNextAvailable(LOOK_SECONDS, TimeUnit.SECONDS)) {
                        passBy();
                        callback.run();
                        LockSupport.parkNanos(GATHER_NANOS); // under load one word is for many events
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                } catch (RuntimeException e) {
                    LOG.debug("The log could not be looked at for news.", e);
                    callback.run(); // so that the reader looks for itself
                    LockSupport.parkNanos(AFTER_FAILURE_NANOS);
                }
            }
            ahead.close();
        }

        private void passBy() throws InterruptedException {
            while (ahead.hasNextAvailable()) {
                ahead.nextAvailable();
            }
        }

        @Override
        public void close() {
            closed = true;
            events.close();
        }
    }
}
