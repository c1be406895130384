package io.countersign.registeredmodel;

import io.countersign.Command;

/**
 * A command on a registered model or one of its versions. All of one model are decided one after the other, on every
 * server, so that none is decided on a state that has passed.
 */
public interface GovernanceCommand extends Command {

    ModelId model();
}
