package io.countersign.access;

import static java.util.Map.entry;

import io.countersign.Command;
import io.countersign.accesslog.AccessCommand;
import io.countersign.attempt.AttemptCommand;
import io.countersign.delegation.DelegationCommand;
import io.countersign.experiment.ExperimentCommand;
import io.countersign.freeze.FreezeCommand;
import io.countersign.freeze.WithdrawalCommand;
import io.countersign.gate.GateCommand;
import io.countersign.governance.ChangeCommand;
import io.countersign.governance.EmergencyCommand;
import io.countersign.governance.FindingCommand;
import io.countersign.identity.Actor;
import io.countersign.identity.UserCommand;
import io.countersign.loggedmodel.LoggedModelCommand;
import io.countersign.modelversion.ModelVersionCommand;
import io.countersign.permission.ObjectType;
import io.countersign.permission.PermissionCommand;
import io.countersign.policy.PolicyCommand;
import io.countersign.privacy.ErasureCommand;
import io.countersign.registeredmodel.RegisteredModelCommand;
import io.countersign.run.RunCommand;
import io.countersign.thread.ThreadCommand;
import io.countersign.webhook.WebhookCommand;
import java.util.Map;
import java.util.Optional;

/** Which operation each command is. A command that is missing here cannot be sent by anybody. */
final class CommandOperations {

    static final Map<Class<? extends Command>, Operation> TABLE = Map.ofEntries(
            entry(ExperimentCommand.Create.class, Operation.CREATE_EXPERIMENT),
            entry(ExperimentCommand.Rename.class, Operation.RENAME_EXPERIMENT),
            entry(ExperimentCommand.SetTag.class, Operation.CHANGE_EXPERIMENT),
            entry(ExperimentCommand.DeleteTag.class, Operation.CHANGE_EXPERIMENT),
            entry(ExperimentCommand.Delete.class, Operation.DELETE_EXPERIMENT),
            entry(ExperimentCommand.Restore.class, Operation.RESTORE_EXPERIMENT),
            entry(RunCommand.Start.class, Operation.LOG_RUN),
            entry(RunCommand.LogBatch.class, Operation.LOG_RUN),
            entry(RunCommand.DeleteTag.class, Operation.LOG_RUN),
            entry(RunCommand.Update.class, Operation.LOG_RUN),
            entry(RunCommand.Delete.class, Operation.DELETE_RUN),
            entry(RunCommand.Restore.class, Operation.RESTORE_RUN),
            entry(RunCommand.StoreArtifact.class, Operation.STORE_ARTIFACT),
            entry(RunCommand.DeleteArtifact.class, Operation.DELETE_ARTIFACT),
            entry(RunCommand.LogInputs.class, Operation.LOG_RUN),
            entry(RunCommand.LogOutputs.class, Operation.LOG_RUN),
            entry(RunCommand.RecordModel.class, Operation.LOG_RUN),
            entry(LoggedModelCommand.Create.class, Operation.LOG_MODEL),
            entry(LoggedModelCommand.Finalize.class, Operation.LOG_MODEL),
            entry(LoggedModelCommand.LogParams.class, Operation.LOG_MODEL),
            entry(LoggedModelCommand.SetTags.class, Operation.LOG_MODEL),
            entry(LoggedModelCommand.DeleteTag.class, Operation.LOG_MODEL),
            entry(LoggedModelCommand.Delete.class, Operation.DELETE_LOGGED_MODEL),
            entry(LoggedModelCommand.StoreArtifact.class, Operation.STORE_ARTIFACT),
            entry(LoggedModelCommand.DeleteArtifact.class, Operation.DELETE_ARTIFACT),
            entry(RegisteredModelCommand.Create.class, Operation.REGISTER_MODEL),
            entry(RegisteredModelCommand.Rename.class, Operation.RENAME_MODEL),
            entry(RegisteredModelCommand.ChangeDescription.class, Operation.CHANGE_MODEL),
            entry(RegisteredModelCommand.SetTag.class, Operation.CHANGE_MODEL),
            entry(RegisteredModelCommand.DeleteTag.class, Operation.CHANGE_MODEL),
            entry(RegisteredModelCommand.Delete.class, Operation.DELETE_MODEL),
            entry(RegisteredModelCommand.CreateVersion.class, Operation.CREATE_VERSION),
            entry(RegisteredModelCommand.DeleteVersion.class, Operation.DELETE_VERSION),
            entry(ChangeCommand.Request.class, Operation.REQUEST_TRANSITION),
            entry(ChangeCommand.Approve.class, Operation.DECIDE_TRANSITION),
            entry(ChangeCommand.Reject.class, Operation.DECIDE_TRANSITION),
            entry(ChangeCommand.Cancel.class, Operation.CANCEL_REQUEST),
            entry(ChangeCommand.Withdraw.class, Operation.DECIDE_TRANSITION),
            entry(ChangeCommand.Review.class, Operation.OPERATE_SERVER),
            entry(ChangeCommand.Veto.class, Operation.DECIDE_TRANSITION),
            entry(ChangeCommand.LiftVeto.class, Operation.DECIDE_TRANSITION),
            entry(EmergencyCommand.BreakGlass.class, Operation.DECIDE_TRANSITION),
            entry(EmergencyCommand.ReviewBypass.class, Operation.REVIEW_BYPASS),
            entry(FindingCommand.Resolve.class, Operation.RESOLVE_FINDING),
            entry(FindingCommand.Revoke.class, Operation.OPERATE_SERVER),
            entry(GateCommand.Observe.class, Operation.OPERATE_SERVER),
            entry(GateCommand.Tell.class, Operation.NAME_DEPLOYMENT),
            entry(WithdrawalCommand.Declare.class, Operation.FREEZE),
            entry(WithdrawalCommand.Lift.class, Operation.LIFT_FREEZE),
            entry(FreezeCommand.Freeze.class, Operation.OPERATE_SERVER),
            entry(FreezeCommand.Thaw.class, Operation.OPERATE_SERVER),
            entry(RegisteredModelCommand.TransitionStage.class, Operation.CHANGE_STAGE),
            entry(RegisteredModelCommand.SetAlias.class, Operation.SET_ALIAS),
            entry(RegisteredModelCommand.DeleteAlias.class, Operation.DELETE_ALIAS),
            entry(ModelVersionCommand.ChangeDescription.class, Operation.CHANGE_VERSION),
            entry(ModelVersionCommand.SetTag.class, Operation.CHANGE_VERSION),
            entry(ModelVersionCommand.DeleteTag.class, Operation.CHANGE_VERSION),
            entry(ModelVersionCommand.VerifyArtifacts.class, Operation.VERIFY_ARTIFACTS),
            entry(ModelVersionCommand.LeaveUnverified.class, Operation.VERIFY_ARTIFACTS),
            entry(ModelVersionCommand.AddComment.class, Operation.COMMENT),
            entry(ModelVersionCommand.EditComment.class, Operation.COMMENT),
            entry(ModelVersionCommand.DeleteComment.class, Operation.COMMENT),
            entry(ThreadCommand.Start.class, Operation.DISCUSS_REQUEST),
            entry(ThreadCommand.Reply.class, Operation.DISCUSS_REQUEST),
            entry(ThreadCommand.EditComment.class, Operation.DISCUSS_REQUEST),
            entry(ThreadCommand.DeleteComment.class, Operation.DISCUSS_REQUEST),
            entry(ThreadCommand.Resolve.class, Operation.DISCUSS_REQUEST),
            entry(ThreadCommand.Reopen.class, Operation.DISCUSS_REQUEST),
            entry(ModelVersionCommand.ReportCheck.class, Operation.REPORT_CHECK),
            entry(ModelVersionCommand.GiveEvidence.class, Operation.GIVE_EVIDENCE),
            entry(ModelVersionCommand.WithdrawEvidence.class, Operation.GIVE_EVIDENCE),
            entry(ModelVersionCommand.AnswerChecklist.class, Operation.ANSWER_CHECKLIST),
            entry(ExperimentCommand.Import.class, Operation.IMPORT),
            entry(RunCommand.Import.class, Operation.IMPORT),
            entry(RunCommand.ImportData.class, Operation.IMPORT),
            entry(RunCommand.ImportArtifact.class, Operation.IMPORT),
            entry(RegisteredModelCommand.Import.class, Operation.IMPORT),
            entry(RegisteredModelCommand.ImportVersion.class, Operation.IMPORT),
            entry(AttemptCommand.Record.class, Operation.OPERATE_SERVER),
            entry(AccessCommand.Record.class, Operation.OPERATE_SERVER),
            entry(PolicyCommand.Install.class, Operation.OPERATE_SERVER),
            entry(PolicyCommand.Propose.class, Operation.PROPOSE_POLICY),
            entry(PolicyCommand.ProposeRetirement.class, Operation.PROPOSE_POLICY),
            entry(PolicyCommand.Withdraw.class, Operation.PROPOSE_POLICY),
            entry(PolicyCommand.Agree.class, Operation.DECIDE_POLICY),
            entry(PolicyCommand.Reject.class, Operation.DECIDE_POLICY),
            entry(ErasureCommand.Propose.class, Operation.ERASE_PERSON),
            entry(ErasureCommand.Decline.class, Operation.ERASE_PERSON),
            entry(ErasureCommand.CarryOut.class, Operation.ERASE_PERSON),
            entry(DelegationCommand.Give.class, Operation.DELEGATE),
            entry(DelegationCommand.Revoke.class, Operation.DELEGATE),
            entry(PermissionCommand.Replace.class, Operation.MANAGE_MODEL_PERMISSIONS),
            entry(PermissionCommand.Change.class, Operation.MANAGE_MODEL_PERMISSIONS),
            entry(PermissionCommand.Give.class, Operation.MANAGE_MODEL_PERMISSIONS),
            entry(PermissionCommand.Adjust.class, Operation.MANAGE_MODEL_PERMISSIONS),
            entry(PermissionCommand.Revoke.class, Operation.MANAGE_MODEL_PERMISSIONS),
            entry(WebhookCommand.Create.class, Operation.MANAGE_WEBHOOKS),
            entry(WebhookCommand.Change.class, Operation.MANAGE_WEBHOOKS),
            entry(WebhookCommand.RotateSecret.class, Operation.MANAGE_WEBHOOKS),
            entry(WebhookCommand.GiveUp.class, Operation.OPERATE_SERVER),
            entry(WebhookCommand.Delete.class, Operation.MANAGE_WEBHOOKS),
            entry(UserCommand.Register.class, Operation.MANAGE_USERS),
            entry(UserCommand.Admit.class, Operation.OPERATE_SERVER),
            entry(UserCommand.RegisterService.class, Operation.MANAGE_USERS),
            entry(UserCommand.Follow.class, Operation.OPERATE_SERVER),
            entry(UserCommand.ChangeAccess.class, Operation.MANAGE_USERS),
            entry(UserCommand.MakeAdmin.class, Operation.MANAGE_USERS),
            entry(UserCommand.RevokeAdmin.class, Operation.MANAGE_USERS),
            entry(UserCommand.ChangePassword.class, Operation.MANAGE_USERS),
            entry(UserCommand.Vouch.class, Operation.MANAGE_USERS),
            entry(UserCommand.IssueToken.class, Operation.ISSUE_OWN_TOKEN),
            entry(UserCommand.RevokeToken.class, Operation.REVOKE_OWN_TOKEN),
            entry(UserCommand.Remove.class, Operation.MANAGE_USERS));

    private CommandOperations() {}

    static Optional<Operation> of(Object command, Actor actor) {
        if (command instanceof UserCommand.ChangePassword change && actor.is(change.user())) {
            return Optional.of(Operation.CHANGE_OWN_PASSWORD);
        }
        if (command instanceof PermissionCommand change && change.object().type() == ObjectType.EXPERIMENT) {
            return Optional.of(Operation.MANAGE_EXPERIMENT_PERMISSIONS);
        }
        return Optional.ofNullable(TABLE.get(command.getClass()));
    }
}
