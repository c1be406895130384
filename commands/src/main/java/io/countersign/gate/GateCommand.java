package io.countersign.gate;

import io.countersign.Attributed;
import io.countersign.governance.GovernanceCommand;
import io.countersign.identity.Actor;
import io.countersign.registeredmodel.ModelId;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.util.List;

/** What the server finds out about its gate. */
public sealed interface GateCommand extends GovernanceCommand, Attributed {

    @Override
    default String stream() {
        return "gate/" + model();
    }

    @Override
    default Rejection notFound() {
        return Rejection.of(Reason.MODEL_NOT_FOUND, "Registered Model with id=%s not found", model());
    }

    /**
     * What a deployment is told. Where it was told the same before, nothing happens.
     *
     * @param named whether it asked for that version; else it takes whichever is the newest there, and no other
     * @param there whether the version serves there
     * @param reasons their stable codes, the gravest first
     */
    record Tell(
            ModelId model,
            String deployment,
            int version,
            String place,
            boolean named,
            boolean there,
            GateVerdict verdict,
            List<String> reasons,
            Actor actor)
            implements GateCommand {
        public Tell {
            reasons = List.copyOf(reasons);
        }

        @Override
        public String stream() {
            return "gate/" + model + "/" + deployment;
        }
    }

    /**
     * What the gate says now of a version in a place. Where that is nothing new, nothing happens.
     *
     * @param there whether the version serves there; else this is the last that is said of it
     * @param reasons their stable codes, the gravest first
     * @param restsOn the ids of the events that it follows from
     */
    record Observe(
            ModelId model,
            int version,
            String place,
            boolean there,
            GateVerdict verdict,
            List<String> reasons,
            List<String> restsOn,
            Actor actor)
            implements GateCommand {
        public Observe {
            reasons = List.copyOf(reasons);
            restsOn = List.copyOf(restsOn);
        }
    }
}
