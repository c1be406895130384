package io.countersign.access;

import io.countersign.Command;
import io.countersign.governance.ChangeCommand;
import io.countersign.governance.EmergencyCommand;
import io.countersign.permission.PermissionLevel;
import io.countersign.policy.Change;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RegisteredModelCommand;
import io.countersign.registeredmodel.Stage;
import java.util.Optional;

/** A decision on a change of stage, as far as its commands have it in common. */
record StageDecision(ModelId model, int version, Stage to) {

    /** Empty for a command that decides on no such change. */
    static Optional<StageDecision> of(Command command) {
        return switch (command) {
            case ChangeCommand.Approve approve -> Optional.of(on(approve.model(), approve.change()));
            case ChangeCommand.Reject reject -> Optional.of(on(reject.model(), reject.change()));
            case ChangeCommand.Veto veto -> Optional.of(on(veto.model(), veto.change()));
            case ChangeCommand.Withdraw withdrawal -> Optional.of(on(withdrawal.model(), withdrawal.change()));
            case EmergencyCommand.BreakGlass breaking -> Optional.of(on(breaking.model(), breaking.change()));
            case ChangeCommand.LiftVeto lifting -> Optional.of(on(lifting.model(), lifting.change()));
            case RegisteredModelCommand.TransitionStage change ->
                Optional.of(new StageDecision(change.model(), change.version(), change.to()));
            default -> Optional.empty();
        };
    }

    /** Other changes than of stages may be a door to Production, and take what that takes. */
    private static StageDecision on(ModelId model, Change change) {
        return change instanceof Change.ToStage move
                ? new StageDecision(model, move.version(), move.to())
                : new StageDecision(model, 0, Stage.PRODUCTION);
    }

    /** The level on the model that such a decision takes: what reaches Production or leaves it takes the higher. */
    static PermissionLevel least(Stage from, Stage to) {
        return from == Stage.PRODUCTION || to == Stage.PRODUCTION
                ? PermissionLevel.CAN_MANAGE_PRODUCTION_VERSIONS
                : PermissionLevel.CAN_MANAGE_STAGING_VERSIONS;
    }
}
