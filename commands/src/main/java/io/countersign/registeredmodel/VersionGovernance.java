package io.countersign.registeredmodel;

import io.countersign.governance.GovernedCommand;
import io.countersign.policy.Change;

/** The way from a version's own stream to the model's, where policies are asked and people's approvals are. */
public interface VersionGovernance {

    /**
     * Records on the model's stream that the change may be made, where a policy has a say in it.
     *
     * @throws io.countersign.rejection.Rejection when it may not, or not yet
     */
    void govern(GovernedCommand command, Change change);
}
