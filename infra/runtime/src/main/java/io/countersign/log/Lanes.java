package io.countersign.log;

import io.countersign.SharesTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where commands that may share a transaction wait for their turn. Each stream has its lane; a lane takes what waits,
 * never waits for more, and decides it in one transaction. Safe for many threads.
 */
final class Lanes implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);
    private static final int MOST_TOGETHER = 64;

    private final List<Lane> lanes;
    private final LongAdder underWay = new LongAdder();

    Lanes(int count, LaneTransaction transaction) {
        lanes = IntStream.range(0, count)
                .mapToObj(number -> new Lane(number, transaction))
                .toList();
    }

    /** Decides the command together with what else waits in its lane; returns after the commit. */
    @SuppressWarnings("unchecked") // the answer to the command is what its sender expects
    <R> CommandResultMessage<R> decide(Waiting waiting) {
        underWay.increment();
        try {
            lanes.get(Math.floorMod(waiting.stream().hashCode(), lanes.size()))
                    .queue
                    .add(waiting);
            return (CommandResultMessage<R>) waiting.answer.join();
        } finally {
            underWay.decrement();
        }
    }

    /** How many commands have not been answered yet. */
    int waiting() {
        return underWay.intValue();
    }

    @Override
    public void close() {
        lanes.forEach(lane -> lane.thread.interrupt());
    }

    /** A command on its way. */
    static final class Waiting {
        final CommandMessage<?> command;
        final DecisionTrace trace;
        final MessageHandler<? super CommandMessage<?>> handler;
        final List<MessageHandlerInterceptor<? super CommandMessage<?>>> interceptors;
        final CompletableFuture<CommandResultMessage<?>> answer = new CompletableFuture<>();

        Waiting(
                CommandMessage<?> command,
                DecisionTrace trace,
                MessageHandler<? super CommandMessage<?>> handler,
                List<MessageHandlerInterceptor<? super CommandMessage<?>>> interceptors) {
            this.command = command;
            this.trace = trace;
            this.handler = handler;
            this.interceptors = interceptors;
        }

        /** What came of it, until it is told. */
        CommandResultMessage<?> result = GenericCommandResultMessage.asCommandResultMessage((Object) null);

        void tell() {
            answer.complete(result);
        }

        String stream() {
            return ((SharesTransaction) command.getPayload()).stream();
        }
    }

    private static final class Lane {
        private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
        private final LaneTransaction transaction;
        private final Thread thread;

        Lane(int number, LaneTransaction transaction) {
            this.transaction = transaction;
            thread = Thread.ofPlatform().daemon().name("lane-" + number).start(this::run);
        }

        private void run() {
            List<Waiting> together = new ArrayList<>(MOST_TOGETHER);
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    together.add(queue.take());
                    queue.drainTo(together, MOST_TOGETHER - 1);
                    transaction.decide(together);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } catch (RuntimeException | Error e) {
                    LOG.error("A lane failed.", e);
                    together.forEach(waiting -> waiting.answer.completeExceptionally(e));
                }
                together.clear();
            }
            queue.forEach(waiting -> waiting.answer.cancel(false));
        }
    }
}
