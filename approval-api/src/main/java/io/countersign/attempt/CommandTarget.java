package io.countersign.attempt;

import io.countersign.Command;
import io.countersign.freeze.WithdrawalCommand;
import io.countersign.governance.ChangeCommand;
import io.countersign.governance.GovernanceCommand;
import io.countersign.modelversion.ModelVersionCommand;
import io.countersign.permission.ObjectType;
import io.countersign.permission.PermissionCommand;
import io.countersign.permission.SecuredObject;
import io.countersign.policy.Change;
import io.countersign.policy.PolicyCommand;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RegisteredModelCommand;
import io.countersign.registeredmodel.RequestId;
import io.countersign.registeredmodel.Stage;
import io.countersign.thread.ThreadCommand;
import org.jspecify.annotations.Nullable;

/** What each command is aimed at. Names and keys are told; what people write, the values of tags too, is not. */
final class CommandTarget {

    private CommandTarget() {}

    static AttemptTarget of(Command command) {
        return switch (command) {
            case ChangeCommand change -> of(change);
            case RegisteredModelCommand model -> of(model);
            case ModelVersionCommand version -> of(version);
            case ThreadCommand thread ->
                new AttemptTarget(
                        thread.model(),
                        thread.discussion().version(),
                        "thread/" + thread.thread(),
                        thread.discussion().request());
            case GovernanceCommand other -> about(other.model(), null, null);
            case PermissionCommand change -> of(change.object());
            case PolicyCommand policy -> AttemptTarget.named(topic(policy));
            case WithdrawalCommand withdrawal -> AttemptTarget.named("freeze/" + withdrawal.withdrawal());
            default -> AttemptTarget.UNKNOWN;
        };
    }

    private static AttemptTarget of(ChangeCommand command) {
        return switch (command) {
            case ChangeCommand.Request c -> change(c.model(), c.change());
            case ChangeCommand.Approve c -> change(c.model(), c.change());
            case ChangeCommand.Reject c -> change(c.model(), c.change());
            case ChangeCommand.Cancel c -> new AttemptTarget(c.model(), null, null, c.request());
            case ChangeCommand.Withdraw c -> change(c.model(), c.change());
            case ChangeCommand.Review c -> change(c.model(), c.change());
            case ChangeCommand.Veto c -> change(c.model(), c.change());
            case ChangeCommand.LiftVeto c -> change(c.model(), c.change());
        };
    }

    private static AttemptTarget of(RegisteredModelCommand command) {
        ModelId model = command.model();
        return switch (command) {
            case RegisteredModelCommand.TransitionStage c ->
                change(model, new Change.ToStage(c.version(), Stage.NONE, c.to()));
            case RegisteredModelCommand.SetAlias c -> change(model, new Change.OfAlias(c.alias(), c.version(), null));
            case RegisteredModelCommand.DeleteAlias c -> change(model, new Change.OfAlias(c.alias(), null, null));
            case RegisteredModelCommand.DeleteVersion c ->
                change(model, new Change.DeletionOfVersion(c.version(), Stage.NONE));
            case RegisteredModelCommand.Delete c -> change(model, new Change.DeletionOfModel());
            case RegisteredModelCommand.Rename c -> change(model, new Change.Renaming(c.name()));
            case RegisteredModelCommand.SetTag c ->
                change(model, tag(null, c.tag().key()));
            case RegisteredModelCommand.DeleteTag c -> change(model, tag(null, c.key()));
            case RegisteredModelCommand.ImportVersion c -> about(model, c.version(), null);
            default -> about(model, null, null);
        };
    }

    private static AttemptTarget of(ModelVersionCommand command) {
        ModelId model = command.model();
        int version = command.version().number();
        return switch (command) {
            case ModelVersionCommand.SetTag c ->
                change(model, tag(version, c.tag().key()));
            case ModelVersionCommand.DeleteTag c -> change(model, tag(version, c.key()));
            case ModelVersionCommand.ReportCheck c -> about(model, version, "check/" + c.check());
            case ModelVersionCommand.GiveEvidence c -> about(model, version, "evidence/" + c.slot());
            case ModelVersionCommand.WithdrawEvidence c -> about(model, version, "evidence/" + c.slot());
            case ModelVersionCommand.AnswerChecklist c -> about(model, version, "checklist/" + c.checklist());
            default -> about(model, version, null);
        };
    }

    private static AttemptTarget of(SecuredObject object) {
        boolean isModel = object.type() == ObjectType.REGISTERED_MODEL && object.inherits();
        return isModel ? about(new ModelId(object.id()), null, "permissions") : AttemptTarget.named(object.stream());
    }

    private static String topic(PolicyCommand command) {
        return switch (command) {
            case PolicyCommand.Install c -> "policy/" + c.policy();
            case PolicyCommand.Propose c -> "policy/" + c.policy();
            case PolicyCommand.ProposeRetirement c -> "policy/" + c.policy();
            case PolicyCommand.Withdraw c -> "policy-proposal/" + c.proposal();
            case PolicyCommand.Reject c -> "policy-proposal/" + c.proposal();
            case PolicyCommand.Agree c -> "policy-proposal/" + c.proposal();
        };
    }

    /** Of any value. */
    private static Change tag(@Nullable Integer version, String key) {
        return new Change.OfTag(version, key, null);
    }

    private static AttemptTarget change(ModelId model, Change change) {
        Change told = change instanceof Change.OfTag of ? tag(of.version(), of.key()) : change;
        return about(model, told.candidate(), told.topic());
    }

    private static AttemptTarget about(ModelId model, @Nullable Integer version, @Nullable String topic) {
        return new AttemptTarget(model, version, topic, null);
    }

    static AttemptTarget of(RequestId request, ModelId model, Change change) {
        return change(model, change).or(new AttemptTarget(null, null, null, request));
    }
}
