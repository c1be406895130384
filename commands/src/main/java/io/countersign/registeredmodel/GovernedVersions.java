package io.countersign.registeredmodel;

import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.util.function.Supplier;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.Repository;

/** Asks the governance stream itself, in the unit of work of the command that wants to know. */
public final class GovernedVersions implements LiveVersions {

    private final Supplier<Repository<RegisteredModel>> models;

    public GovernedVersions(Supplier<Repository<RegisteredModel>> models) {
        this.models = models;
    }

    @Override
    public void require(ModelId model, int version) {
        try {
            models.get().load(model.stream()).execute(found -> found.requireVersion(version));
        } catch (AggregateNotFoundException e) {
            throw Rejection.of(Reason.MODEL_NOT_FOUND, "Registered Model with id=%s not found", model);
        }
    }
}
