package io.countersign.registry;

import io.countersign.access.ObjectAccess;
import io.countersign.decision.Changes;
import io.countersign.decision.Voters;
import io.countersign.identity.Actor;
import io.countersign.identity.Role;
import io.countersign.identity.SubjectId;
import io.countersign.inbox.CommentView;
import io.countersign.inbox.RequestView;
import io.countersign.permission.SecuredObject;
import io.countersign.registeredmodel.ModelId;
import io.countersign.wire.Sender;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** What whoever asks may do with what they are shown. */
@Component
final class AvailableActions {

    private final Sender sender;
    private final Changes changes;
    private final Voters voters;
    private final ObjectAccess access;

    AvailableActions(Sender sender, Changes changes, Voters voters, ObjectAccess access) {
        this.sender = sender;
        this.changes = changes;
        this.voters = voters;
        this.access = access;
    }

    List<String> on(RequestView request) {
        Actor actor = sender.actor();
        List<String> actions = new ArrayList<>();
        if (mayDecide(request, actor)) {
            actions.add("APPROVE_TRANSITION_REQUEST");
            actions.add("REJECT_TRANSITION_REQUEST");
        }
        if (actor.is(new SubjectId(request.requesterId()))
                || access.manages(actor, SecuredObject.of(new ModelId(request.modelId())))) {
            actions.add("CANCEL_TRANSITION_REQUEST");
        }
        return actions;
    }

    private boolean mayDecide(RequestView request, Actor actor) {
        ModelId model = new ModelId(request.modelId());
        return actor.alone() || voters.includes(model, changes.standing(model, request.change()), actor.subject());
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
}
