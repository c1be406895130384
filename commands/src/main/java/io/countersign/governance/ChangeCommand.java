package io.countersign.governance;

import io.countersign.Attributed;
import io.countersign.identity.Actor;
import io.countersign.identity.Authentication;
import io.countersign.identity.SubjectId;
import io.countersign.policy.Change;
import io.countersign.policy.DecisionFacts;
import io.countersign.privacy.SealedText;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RequestId;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What people can do about a change before it is made. Whoever sends one says what is to be changed; what the model is
 * like until then, its stream knows best.
 */
public sealed interface ChangeCommand extends GovernanceCommand, Attributed {

    @Override
    default String stream() {
        return model().stream();
    }

    @Override
    default Rejection notFound() {
        return Rejection.of(Reason.MODEL_NOT_FOUND, "Registered Model with id=%s not found", model());
    }

    /**
     * @param supersedes an open request of the actor's whose place it takes; null when it takes none
     * @param reopens a closed request for the same change; null when it is asked for anew
     */
    record Request(
            ModelId model,
            RequestId request,
            Change change,
            @Nullable RequestId supersedes,
            @Nullable RequestId reopens,
            Actor actor,
            @Nullable SealedText comment,
            DecisionFacts facts)
            implements ChangeCommand, GovernedCommand {

        /** One that has nothing to do with others. */
        public Request(
                ModelId model,
                RequestId request,
                Change change,
                Actor actor,
                @Nullable SealedText comment,
                DecisionFacts facts) {
            this(model, request, change, null, null, actor, comment, facts);
        }
    }

    /**
     * Where it was the last approval that the policies asked for, the change is made.
     *
     * @param archiveExisting whether the versions that are in the target stage leave it for Archived
     * @param meaning of the signature; null when none is stated
     * @param authentication when and how the actor last showed who they are; null when they did no more than sign in
     * @param findings on condition that these are mended in time
     */
    record Approve(
            ModelId model,
            Change change,
            boolean archiveExisting,
            @Nullable String meaning,
            @Nullable Authentication authentication,
            List<ReviewFinding> findings,
            Actor actor,
            @Nullable SealedText comment,
            DecisionFacts facts)
            implements ChangeCommand, GovernedCommand {

        public Approve {
            findings = List.copyOf(findings);
        }

        /** One without conditions, by who signed in and no more. */
        public Approve(
                ModelId model,
                Change change,
                boolean archiveExisting,
                @Nullable String meaning,
                Actor actor,
                @Nullable SealedText comment,
                DecisionFacts facts) {
            this(model, change, archiveExisting, meaning, null, List.of(), actor, comment, facts);
        }
    }

    record Reject(
            ModelId model,
            Change change,
            Actor actor,
            @Nullable SealedText comment,
            DecisionFacts facts) implements ChangeCommand, GovernedCommand {}

    /**
     * The actor must have opened the request, manage the model, or be an admin.
     *
     * @param request which of the open requests
     * @param managing whether the actor manages the model, as was read when the command arrived
     */
    record Cancel(
            ModelId model,
            RequestId request,
            boolean managing,
            Actor actor,
            @Nullable SealedText comment) implements ChangeCommand {

        /** By whoever opened it. */
        public Cancel(ModelId model, RequestId request, Actor actor, @Nullable SealedText comment) {
            this(model, request, false, actor, comment);
        }
    }

    /** Takes the actor's own approval back. */
    record Withdraw(
            ModelId model,
            Change change,
            Actor actor,
            @Nullable SealedText comment) implements ChangeCommand {}

    /**
     * What nobody decided on in time is closed, and approvals of what has changed since count no more. Sent by the server
     * itself, when it finds such.
     */
    record Review(ModelId model, Change change, Actor actor, DecisionFacts facts)
            implements ChangeCommand, GovernedCommand {}

    /** Nothing that policies protect from a veto is done while it holds. */
    record Veto(
            ModelId model,
            Change change,
            Actor actor,
            @Nullable SealedText comment,
            DecisionFacts facts) implements ChangeCommand, GovernedCommand {}

    /**
     * @param author whose veto
     * @param comment why; an administrator who dismisses somebody else's has to say
     */
    record LiftVeto(
            ModelId model,
            Change change,
            SubjectId author,
            Actor actor,
            @Nullable SealedText comment,
            DecisionFacts facts)
            implements ChangeCommand, GovernedCommand {}
}
