package io.countersign.registeredmodel;

import io.countersign.event.Recorded;
import io.countersign.governance.GovernanceEvent;
import io.countersign.identity.UserEvent;
import io.countersign.modelversion.ModelVersionEvent;
import io.countersign.simulation.Onlooker;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Retells every change that was made to any model, from the events of models, versions and users in the order of the log.
 * What it holds grows with the models that there are, not with the log. Not for several threads.
 */
public final class DecisionHistory {

    private final Map<ModelId, PastModel> models = new HashMap<>();
    private final PastPeople people = new PastPeople();
    private final Onlooker onlooker;
    private @Nullable Instant last;

    public DecisionHistory(Onlooker onlooker) {
        this.onlooker = onlooker;
    }

    public void replay(Recorded past) {
        last = past.at();
        switch (past.event()) {
            case UserEvent e -> people.on(e, past.actor());
            case RegisteredModelEvent e -> replay(e, past);
            case GovernanceEvent e -> known(e.model()).ifPresent(model -> model.on(e, past));
            case ModelVersionEvent e -> known(e.version().model()).ifPresent(model -> model.on(e, past));
            default -> {}
        }
    }

    private void replay(RegisteredModelEvent event, Recorded past) {
        models.computeIfAbsent(event.model(), key -> new PastModel(people, onlooker))
                .on(event, past);
        if (event instanceof RegisteredModelEvent.Deleted) {
            models.remove(event.model());
        }
    }

    /** The files of a version may be looked for while its model is deleted. */
    private Optional<PastModel> known(ModelId id) {
        return Optional.ofNullable(models.get(id));
    }

    /** After the last event: what is open still. */
    public void end() {
        if (last != null) {
            Instant now = last;
            models.values().forEach(model -> model.endsOpen(now));
        }
    }
}
