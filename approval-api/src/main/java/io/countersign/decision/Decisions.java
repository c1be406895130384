package io.countersign.decision;

import io.countersign.BeforeCommit;
import io.countersign.RestsOnFacts;
import io.countersign.governance.GovernedCommand;
import io.countersign.identity.SubjectId;
import io.countersign.policy.Change;
import io.countersign.policy.DecisionFacts;
import io.countersign.registeredmodel.ModelId;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.wire.Sender;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Sends commands on which policies may have a say, each with the facts that it is decided on. When one of these changes
 * before the decision, they are read anew and the command is decided on what is true by then.
 */
@Component
public final class Decisions {

    private static final int ATTEMPTS = 30;

    private final FactsReader facts;
    private final Sender sender;

    Decisions(FactsReader facts, Sender sender) {
        this.facts = facts;
        this.sender = sender;
    }

    /**
     * @param command made for the facts
     * @return what the command's handler answers, or null
     */
    @SuppressWarnings("TypeParameterUnusedInFormals")
    public <R> @Nullable R send(ModelId model, Change change, Function<DecisionFacts, GovernedCommand> command) {
        return this.<R>untilTrue(() -> sender.send(command.apply(facts.about(model, change, sender.actor()))));
    }

    /** With work that goes into the command's own transaction. */
    public void send(
            ModelId model, Change change, Function<DecisionFacts, GovernedCommand> command, BeforeCommit last) {
        this.<Object>untilTrue(() -> {
            sender.send(command.apply(facts.about(model, change, sender.actor())), last);
            return null;
        });
    }

    /** With work that goes into the command's own transaction, and people who had a part in it before. */
    void send(
            ModelId model,
            Change change,
            Set<SubjectId> others,
            Function<DecisionFacts, GovernedCommand> command,
            BeforeCommit last) {
        this.<Object>untilTrue(() -> {
            sender.send(command.apply(facts.about(model, change, sender.actor(), others)), last);
            return null;
        });
    }

    /** For what has no past that policies could look at: a version that is not there yet. */
    @SuppressWarnings("TypeParameterUnusedInFormals")
    public <R> @Nullable R sendNew(Function<DecisionFacts, GovernedCommand> command) {
        return this.<R>untilTrue(() -> sender.send(command.apply(facts.ofNothing(sender.actor()))));
    }

    private <R> @Nullable R untilTrue(Supplier<@Nullable R> attempt) {
        for (int i = 0; i < ATTEMPTS; i++) {
            try {
                return attempt.get();
            } catch (RestsOnFacts.FactsChanged e) {
                Thread.onSpinWait();
            }
        }
        throw new Rejection(
                Reason.TOO_BUSY, "What this decision rests on keeps changing; nothing was changed. Try again.");
    }
}
