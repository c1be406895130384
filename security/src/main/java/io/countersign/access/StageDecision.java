package io.countersign.access;

import io.countersign.Command;
import io.countersign.permission.PermissionLevel;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RegisteredModelCommand;
import io.countersign.registeredmodel.Stage;
import java.util.Optional;

/** A decision on a change of stage, as far as its commands have it in common. */
record StageDecision(ModelId model, int version, Stage to) {

    /** Empty for a command that decides on no such change. */
    static Optional<StageDecision> of(Command command) {
        return switch (command) {
            case RegisteredModelCommand.ApproveTransition approve ->
                Optional.of(new StageDecision(approve.model(), approve.version(), approve.to()));
            case RegisteredModelCommand.RejectTransition reject ->
                Optional.of(new StageDecision(reject.model(), reject.version(), reject.to()));
            case RegisteredModelCommand.TransitionStage change ->
                Optional.of(new StageDecision(change.model(), change.version(), change.to()));
            default -> Optional.empty();
        };
    }

    /** The level on the model that such a decision takes: what reaches Production or leaves it takes the higher. */
    static PermissionLevel least(Stage from, Stage to) {
        return from == Stage.PRODUCTION || to == Stage.PRODUCTION
                ? PermissionLevel.CAN_MANAGE_PRODUCTION_VERSIONS
                : PermissionLevel.CAN_MANAGE_STAGING_VERSIONS;
    }
}
