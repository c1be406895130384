package io.countersign.registeredmodel;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.countersign.governance.GovernanceEvent;
import io.countersign.identity.Actor;
import io.countersign.policy.Change;
import io.countersign.privacy.SealedText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes changes that may be made, each with the decision that lets it. */
final class Making {

    private final ModelState model;
    private final Actor actor;

    Making(ModelState model, Actor actor) {
        this.model = model;
        this.actor = actor;
    }

    void make(Plan plan, @Nullable SealedText comment, Verdict verdict, Runnable effect) {
        List<RequestId> asked =
                model.ballots().on(plan.change()).map(Ballot::ids).orElse(List.of());
        if (plan.change() instanceof Change.ToStage move) {
            apply(stageEvent(move, asked, plan.archived(), comment, verdict));
            return;
        }
        if (verdict.covered() || !asked.isEmpty()) {
            apply(new GovernanceEvent.ChangeApproved(
                    model.id(), asked, plan.change(), actor.subject(), comment, verdict.policies(), verdict.decided()));
        }
        effect.run();
    }

    /** One event for the change and all that follows from it: requests that it answers, versions that make way. */
    private RegisteredModelEvent stageEvent(
            Change.ToStage move,
            List<RequestId> asked,
            List<Integer> archived,
            @Nullable SealedText comment,
            Verdict verdict) {
        return asked.isEmpty()
                ? new RegisteredModelEvent.StageChanged(
                        model.id(),
                        move.version(),
                        move.from(),
                        move.to(),
                        actor.subject(),
                        comment,
                        archived,
                        verdict.policies(),
                        verdict.decided())
                : new RegisteredModelEvent.TransitionApproved(
                        model.id(),
                        asked,
                        move.version(),
                        move.from(),
                        move.to(),
                        actor.subject(),
                        comment,
                        archived,
                        verdict.policies(),
                        verdict.decided());
    }
}
