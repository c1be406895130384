package io.countersign.log;

import io.countersign.BeforeCommit;
import io.countersign.OneAtATime;
import io.countersign.RestsOnFacts;
import io.countersign.SharesTransaction;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Opens a command's transaction with the locks that it needs: shared with the views, so that a rebuild can stop all
 * writing for the moment in which it swaps them, and alone in its queue when it has one. What the command rests on is
 * looked at again here, behind those locks.
 */
final class CommandTransaction implements MessageHandlerInterceptor<CommandMessage<?>> {

    private final JdbcTemplate jdbc;
    private final StreamHeads facts;

    CommandTransaction(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.facts = new StreamHeads(jdbc);
    }

    @Override
    public @Nullable Object handle(UnitOfWork<? extends CommandMessage<?>> unitOfWork, InterceptorChain chain)
            throws Exception {
        CommandMessage<?> message = unitOfWork.getMessage();
        if (message.getPayload() instanceof SharesTransaction alone) {
            SharedTransactions.enterAlone(jdbc, alone.stream());
        } else {
            jdbc.queryForList(ViewsLock.SHARE);
        }
        if (message.getPayload() instanceof OneAtATime queued) {
            jdbc.queryForList("select pg_advisory_xact_lock(hashtextextended(?, 0))", queued.queue());
        }
        if (message.getPayload() instanceof RestsOnFacts command) {
            facts.requireUnchanged(command);
        }
        Object answer = chain.proceed();
        if (message.getMetaData().get(BeforeCommit.METADATA) instanceof BeforeCommit last) {
            unitOfWork.onPrepareCommit(work -> last.run(answer)); // after the events of the handler, which came first
        }
        return answer;
    }
}
