package io.countersign.registeredmodel;

import io.countersign.governance.GovernedCommand;
import io.countersign.identity.Actor;
import io.countersign.policy.Change;
import io.countersign.policy.Conditions;
import io.countersign.policy.DecisionFacts;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.Repository;

/** Asks the governance stream itself, in the unit of work of the command that wants to know. */
public final class GovernedVersions implements LiveVersions, VersionGovernance {

    private final Supplier<Repository<RegisteredModel>> models;
    private final Conditions conditions;

    public GovernedVersions(Supplier<Repository<RegisteredModel>> models, Conditions conditions) {
        this.models = models;
        this.conditions = conditions;
    }

    @Override
    public void require(ModelId model, int version) {
        ask(model, found -> found.requireVersion(version));
    }

    @Override
    public void govern(GovernedCommand command, Change change) {
        ask(command.model(), found -> found.govern(command, change, conditions));
    }

    /** How a change stands; changes nothing. */
    public Standing standing(ModelId model, Change change, Actor actor, DecisionFacts facts) {
        Standing[] answer = new Standing[1];
        DefaultUnitOfWork.startAndGet(null)
                .execute(() -> ask(model, found -> answer[0] = found.standing(change, actor, facts, conditions)));
        return answer[0];
    }

    private void ask(ModelId model, Consumer<RegisteredModel> question) {
        try {
            models.get().load(model.stream()).execute(question);
        } catch (AggregateNotFoundException e) {
            throw Rejection.of(Reason.MODEL_NOT_FOUND, "Registered Model with id=%s not found", model);
        }
    }
}
