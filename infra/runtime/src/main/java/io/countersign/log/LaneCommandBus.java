package io.countersign.log;

import io.countersign.BeforeCommit;
import io.countersign.SharesTransaction;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.Registration;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;

/**
 * Axon's bus in this process, and beside it the lanes in which commands that may share a transaction wait for others, so
 * that one commit carries many. Answers before a dispatch returns, either way.
 */
final class LaneCommandBus extends SimpleCommandBus {

    private final List<MessageHandlerInterceptor<? super CommandMessage<?>>> interceptors =
            new CopyOnWriteArrayList<>();
    private final Lanes lanes;

    LaneCommandBus(TransactionManager transactions, Lanes lanes) {
        super(SimpleCommandBus.builder().transactionManager(transactions));
        this.lanes = lanes;
    }

    /** For commands that go alone: what a lane does by itself, once for all that it decides together. */
    void interceptAlone(MessageHandlerInterceptor<? super CommandMessage<?>> interceptor) {
        super.registerHandlerInterceptor(interceptor);
    }

    @Override
    public Registration registerHandlerInterceptor(MessageHandlerInterceptor<? super CommandMessage<?>> interceptor) {
        Registration alone = super.registerHandlerInterceptor(interceptor);
        interceptors.add(interceptor);
        return () -> interceptors.remove(interceptor) && alone.cancel();
    }

    @Override
    protected <C, R> void handle(
            CommandMessage<C> command,
            MessageHandler<? super CommandMessage<?>> handler,
            CommandCallback<? super C, ? super R> callback) {
        DecisionTrace trace = (DecisionTrace) command.getMetaData().get(DecisionTrace.METADATA);
        if (trace != null && goesInLane(command, trace)) {
            callback.onResult(command, lanes.decide(new Lanes.Waiting(command, trace, handler, interceptors)));
        } else {
            super.handle(command, handler, callback);
        }
    }

    /** Only a first attempt, which may rest on the cache; one that must come from the log goes alone. */
    private static boolean goesInLane(CommandMessage<?> command, DecisionTrace trace) {
        return command.getPayload() instanceof SharesTransaction
                && !command.getMetaData().containsKey(BeforeCommit.METADATA)
                && !CurrentUnitOfWork.isStarted()
                && trace.mayUseCache();
    }
}
