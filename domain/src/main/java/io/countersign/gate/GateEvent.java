package io.countersign.gate;

import io.countersign.event.DomainEvent;
import io.countersign.registeredmodel.ModelId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the deployment gate of one model says, as it changes. */
public sealed interface GateEvent extends DomainEvent {

    ModelId model();

    /**
     * From now on the gate says something else of a version in a place, or says it for other reasons.
     *
     * @param place {@code stage/Production} or {@code alias/champion}, for example
     * @param before null when the version did not serve there
     * @param reasons their stable codes, the gravest first
     * @param restsOn the ids of the events that it follows from; none where the version left the place
     */
    record AnswerChanged(
            ModelId model,
            int version,
            String place,
            @Nullable GateVerdict before,
            GateVerdict now,
            List<String> reasons,
            List<String> restsOn)
            implements GateEvent {
        public AnswerChanged {
            reasons = List.copyOf(reasons);
            restsOn = List.copyOf(restsOn);
        }
    }
}
