package io.countersign.governance;

import io.countersign.Command;
import io.countersign.OneAtATime;
import io.countersign.registeredmodel.ModelId;

/** A command on a registered model or one of its versions; all of one model wait for their turn. */
public interface GovernanceCommand extends Command, OneAtATime {

    ModelId model();

    @Override
    default String queue() {
        return model().stream();
    }
}
