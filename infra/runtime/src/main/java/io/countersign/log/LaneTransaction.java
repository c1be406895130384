package io.countersign.log;

import static org.axonframework.commandhandling.GenericCommandResultMessage.asCommandResultMessage;

import io.countersign.rejection.Rejection;
import java.util.List;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.messaging.DefaultInterceptorChain;
import org.axonframework.messaging.ResultMessage;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Decides commands together. One that is refused leaves the others as they are. Any other failure rolls all of them
 * back; who is to blame cannot be told then, so that each is sent to be decided once more, alone.
 */
final class LaneTransaction {

    private final TransactionManager transactions;
    private final JdbcTemplate jdbc;
    private final CorrelationDataProvider provenance;

    LaneTransaction(TransactionManager transactions, JdbcTemplate jdbc, CorrelationDataProvider provenance) {
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.provenance = provenance;
    }

    /** Answers each. */
    void decide(List<Lanes.Waiting> together) {
        new Attempt(together).run();
    }

    private final class Attempt {
        private final List<Lanes.Waiting> together;
        private final BatchingUnitOfWork<CommandMessage<?>> work;
        private int next;
        private boolean committing;

        Attempt(List<Lanes.Waiting> together) {
            this.together = together;
            work = new BatchingUnitOfWork<>(together.stream()
                    .<CommandMessage<?>>map(waiting -> waiting.command)
                    .toList());
        }

        void run() {
            try {
                begin();
            } catch (RuntimeException e) {
                if (work.isActive()) {
                    work.rollback(e);
                }
                fail(e);
                return;
            }
            ResultMessage<Object> result = work.executeWithResult(this::decideNext, any -> true);
            if (result.isExceptional()) {
                fail(result.exceptionResult());
            } else {
                together.forEach(Lanes.Waiting::tell);
            }
        }

        private void begin() {
            work.start();
            work.registerCorrelationDataProvider(provenance);
            work.onCommit(self -> committing = true); // before the transaction's own
            work.attachTransaction(transactions);
            SharedTransactions.enter(
                    jdbc,
                    together.stream().map(Lanes.Waiting::stream).distinct().toList());
        }

        /** What came of it stays with the command: the unit of work fails as a whole or not at all. */
        private @Nullable Object decideNext() throws Exception {
            decide(together.get(next++));
            return null;
        }

        private void decide(Lanes.Waiting waiting) throws Exception {
            try {
                waiting.result = asCommandResultMessage(
                        new DefaultInterceptorChain<>(work, waiting.interceptors, waiting.handler).proceed());
            } catch (Rejection refusal) {
                if (waiting.trace.appended() > 0) {
                    throw refusal;
                }
                waiting.result = asCommandResultMessage(refusal);
            }
        }

        /** While it commits, a failure says nothing of whether it did: whoever decided once more might do it twice. */
        private void fail(Throwable failure) {
            boolean mayDecideAgain = !committing && together.size() > 1;
            Throwable told = mayDecideAgain ? new DecideAlone(failure) : failure;
            together.forEach(waiting -> {
                waiting.result = asCommandResultMessage(told);
                waiting.tell();
            });
        }
    }

    /** Nothing was decided, for a reason that may be another command's. */
    static final class DecideAlone extends RuntimeException {

        private static final long serialVersionUID = 1L;

        DecideAlone(Throwable cause) {
            super(null, cause, false, false);
        }
    }
}
