package io.countersign.registry;

import io.countersign.governance.Decision;
import io.countersign.governance.TransitionPolicy;
import io.countersign.identity.Actor;
import io.countersign.identity.Role;
import io.countersign.identity.SubjectId;
import io.countersign.inbox.CommentView;
import io.countersign.inbox.RequestView;
import io.countersign.registeredmodel.Stage;
import io.countersign.rejection.Rejection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What whoever asks may do with what they are shown. */
final class AvailableActions {

    private AvailableActions() {}

    static List<String> on(RequestView request, Actor actor) {
        List<String> actions = new ArrayList<>();
        if (mayDecide(request, actor)) {
            actions.add("APPROVE_TRANSITION_REQUEST");
            actions.add("REJECT_TRANSITION_REQUEST");
        }
        if (actor.is(new SubjectId(request.requesterId())) || actor.has(Role.ADMIN)) {
            actions.add("CANCEL_TRANSITION_REQUEST");
        }
        return actions;
    }

    static List<String> on(CommentView comment, Actor actor) {
        boolean author = actor.is(new SubjectId(comment.authorId()));
        List<String> actions = new ArrayList<>();
        if (author) {
            actions.add("EDIT_COMMENT");
        }
        if (author || actor.has(Role.ADMIN)) {
            actions.add("DELETE_COMMENT");
        }
        return actions;
    }

    private static boolean mayDecide(RequestView request, Actor actor) {
        try {
            TransitionPolicy.inForceFor(actor)
                    .allow(new Decision(
                            actor,
                            Stage.labelled(request.fromStage()),
                            Stage.labelled(request.toStage()),
                            Set.of(new SubjectId(request.requesterId()))));
            return true;
        } catch (Rejection rejection) {
            return false;
        }
    }
}
