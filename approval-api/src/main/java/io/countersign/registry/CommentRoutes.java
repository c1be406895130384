package io.countersign.registry;

import io.countersign.Uuid7;
import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.inbox.CommentQueries;
import io.countersign.inbox.CommentView;
import io.countersign.mlflow.Empty;
import io.countersign.modelversion.CommentId;
import io.countersign.modelversion.ModelVersionCommand;
import io.countersign.modelversion.VersionId;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registry.CommentMessages.CommentObject;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.wire.Registry;
import io.countersign.wire.Sender;
import io.countersign.wire.Wire;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** {@code /mlflow/comments}: what people say about a version. */
@RegistryRoutes
@Requires(Operation.COMMENT)
final class CommentRoutes {

    private final Sender sender;
    private final Registry registry;
    private final CommentQueries comments;
    private final Comments sealed;

    CommentRoutes(Sender sender, Registry registry, CommentQueries comments, Comments sealed) {
        this.sender = sender;
        this.registry = registry;
        this.comments = comments;
        this.sealed = sealed;
    }

    @PostMapping("/comments/create")
    CommentMessages.Single create(@Wire CommentMessages.Create request) {
        VersionId version = registry.versionId(request.name(), request.version());
        CommentId id = new CommentId(Uuid7.hex());
        sender.send(
                new ModelVersionCommand.AddComment(version, id, sender.actor(), sealed.required(request.comment())));
        return single(id.value());
    }

    @PatchMapping("/comments/update")
    CommentMessages.Single update(@Wire CommentMessages.Update request) {
        CommentView comment = require(request.id());
        sender.send(new ModelVersionCommand.EditComment(
                version(comment), new CommentId(request.id()), sender.actor(), sealed.required(request.comment())));
        return single(request.id());
    }

    @DeleteMapping("/comments/delete")
    Empty delete(@Wire CommentMessages.ById request) {
        CommentView comment = require(request.id());
        sender.send(
                new ModelVersionCommand.DeleteComment(version(comment), new CommentId(request.id()), sender.actor()));
        return Empty.INSTANCE;
    }

    private CommentMessages.Single single(String id) {
        return new CommentMessages.Single(CommentObject.of(require(id), sender.actor()));
    }

    private CommentView require(String id) {
        return comments.byId(id).orElseThrow(() -> Rejection.of(Reason.COMMENT_NOT_FOUND, "Comment %s not found", id));
    }

    private static VersionId version(CommentView comment) {
        return new VersionId(new ModelId(comment.modelId()), comment.version());
    }
}
