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

    /**
     * A deployment asked for a version in a place for the first time, or is told something else of it than the last time.
     *
     * @param deployment the name by which it asks
     * @param place {@code stage/Production} or {@code alias/champion}, for example
     * @param reasons their stable codes, the gravest first
     * @param left the versions of which it was told there before, and that it takes no more
     */
    record DeploymentAnswered(
            ModelId model,
            String deployment,
            int version,
            String place,
            GateVerdict answer,
            List<String> reasons,
            List<Integer> left)
            implements GateEvent {
        public DeploymentAnswered {
            reasons = List.copyOf(reasons);
            left = List.copyOf(left);
        }
    }
}
