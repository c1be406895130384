package io.countersign.governance;

import io.countersign.Attributed;
import io.countersign.RestsOnFacts;
import io.countersign.policy.DecisionFacts;
import java.util.Map;

/** A command on which policies may have a say. */
public interface GovernedCommand extends GovernanceCommand, Attributed, RestsOnFacts {

    DecisionFacts facts();

    @Override
    default Map<String, Long> readAt() {
        return facts().readAt();
    }
}
