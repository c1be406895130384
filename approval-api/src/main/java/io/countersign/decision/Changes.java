package io.countersign.decision;

import io.countersign.BeforeCommit;
import io.countersign.access.ObjectAccess;
import io.countersign.governance.ChangeCommand;
import io.countersign.governance.EmergencyCommand;
import io.countersign.governance.FindingCommand;
import io.countersign.governance.FindingId;
import io.countersign.governance.ReviewFinding;
import io.countersign.identity.Authentication;
import io.countersign.identity.SubjectId;
import io.countersign.permission.SecuredObject;
import io.countersign.policy.Change;
import io.countersign.privacy.SealedText;
import io.countersign.registeredmodel.GovernedVersions;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RegisteredModelCommand;
import io.countersign.registeredmodel.RequestId;
import io.countersign.registeredmodel.Standing;
import io.countersign.signin.Reauthentication;
import io.countersign.wire.Sender;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What whoever acts can do about a change to a model: the same for every API that they may come by. Whatever is refused is
 * a {@link io.countersign.rejection.Rejection}.
 */
@Component
public final class Changes {

    /** For a command whose transaction holds nothing beside it. */
    public static final BeforeCommit NOTHING_MORE = answer -> {};

    private final Decisions decisions;
    private final Sender sender;
    private final FactsReader facts;
    private final GovernedVersions governance;
    private final Reauthentication reauthentication;
    private final ObjectAccess access;

    Changes(
            Decisions decisions,
            Sender sender,
            FactsReader facts,
            GovernedVersions governance,
            Reauthentication reauthentication,
            ObjectAccess access) {
        this.decisions = decisions;
        this.sender = sender;
        this.facts = facts;
        this.governance = governance;
        this.reauthentication = reauthentication;
        this.access = access;
    }

    public void request(
            ModelId model, RequestId request, Change change, @Nullable SealedText comment, BeforeCommit last) {
        decisions.send(
                model,
                change,
                read -> new ChangeCommand.Request(model, request, change, sender.actor(), comment, read),
                last);
    }

    /**
     * @param supersedes an open request of theirs whose place it takes; null when it takes none
     * @param reopens a closed request for the same change; null when it is asked for anew
     */
    public void request(
            ModelId model,
            RequestId request,
            Change change,
            @Nullable RequestId supersedes,
            @Nullable RequestId reopens,
            @Nullable SealedText comment,
            BeforeCommit last) {
        decisions.send(
                model,
                change,
                read -> new ChangeCommand.Request(
                        model, request, change, supersedes, reopens, sender.actor(), comment, read),
                last);
    }

    /**
     * @param meaning of the signature; null when none is stated
     * @param findings on condition that these are mended in time
     * @param password that was given anew with it; null when none was
     */
    public void approve(
            ModelId model,
            Change change,
            boolean archiveExisting,
            @Nullable String meaning,
            @Nullable String password,
            List<ReviewFinding> findings,
            @Nullable SealedText comment,
            BeforeCommit last) {
        awaitFiles(model, change);
        Authentication shown = reauthentication.shown(password);
        decisions.send(
                model,
                change,
                read -> new ChangeCommand.Approve(
                        model, change, archiveExisting, meaning, shown, findings, sender.actor(), comment, read),
                last);
    }

    /** One who decides alone approves nothing for others to rely on. */
    private void awaitFiles(ModelId model, Change change) {
        if (!sender.actor().alone()) {
            facts.awaitFiles(model, change);
        }
    }

    /** @param until when what they do needs a regular approval; null leaves it to the policies */
    public void breakGlass(
            ModelId model,
            Change change,
            boolean archiveExisting,
            @Nullable Instant until,
            SealedText reason,
            BeforeCommit last) {
        awaitFiles(model, change);
        decisions.send(
                model,
                change,
                read -> new EmergencyCommand.BreakGlass(
                        model, change, archiveExisting, until, sender.actor(), reason, read),
                last);
    }

    /**
     * @param request by which the review is known
     * @param involved who had a part in what is reviewed
     */
    public void reviewBypass(
            ModelId model,
            RequestId request,
            Change change,
            Set<SubjectId> involved,
            SealedText conclusion,
            BeforeCommit last) {
        decisions.send(
                model,
                change,
                involved,
                read -> new EmergencyCommand.ReviewBypass(model, request, sender.actor(), conclusion, read),
                last);
    }

    public void resolve(ModelId model, FindingId finding, @Nullable SealedText comment, BeforeCommit last) {
        sender.send(new FindingCommand.Resolve(model, finding, sender.actor(), comment), last);
    }

    public void reject(ModelId model, Change change, @Nullable SealedText comment, BeforeCommit last) {
        decisions.send(
                model, change, read -> new ChangeCommand.Reject(model, change, sender.actor(), comment, read), last);
    }

    public void cancel(ModelId model, RequestId request, @Nullable SealedText comment, BeforeCommit last) {
        boolean managing = access.manages(sender.actor(), SecuredObject.of(model));
        sender.send(new ChangeCommand.Cancel(model, request, managing, sender.actor(), comment), last);
    }

    /** Takes the approval of whoever acts back. */
    public void withdraw(ModelId model, Change change, @Nullable SealedText comment, BeforeCommit last) {
        sender.send(new ChangeCommand.Withdraw(model, change, sender.actor(), comment), last);
    }

    public void veto(ModelId model, Change change, @Nullable SealedText comment, BeforeCommit last) {
        decisions.send(
                model, change, read -> new ChangeCommand.Veto(model, change, sender.actor(), comment, read), last);
    }

    /** @param author whose veto */
    public void liftVeto(
            ModelId model, Change change, SubjectId author, @Nullable SealedText comment, BeforeCommit last) {
        decisions.send(
                model,
                change,
                read -> new ChangeCommand.LiftVeto(model, change, author, sender.actor(), comment, read),
                last);
    }

    /** Without mention of a request; where somebody else has asked for it, it counts as the approval too. */
    public void transition(
            ModelId model, Change.ToStage change, boolean archiveExisting, @Nullable SealedText comment) {
        decisions.send(
                model,
                change,
                read -> new RegisteredModelCommand.TransitionStage(
                        model, change.version(), change.to(), archiveExisting, sender.actor(), comment, read));
    }

    /** How the change stands now, for whoever asks. */
    public Standing standing(ModelId model, Change change) {
        return governance.standing(model, change, sender.actor(), facts.about(model, change, sender.actor()));
    }
}
