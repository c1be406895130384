package io.countersign.governance;

import io.countersign.Uuid7;
import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.api.GovernanceRoutes;
import io.countersign.api.Idempotency;
import io.countersign.governance.ThreadMessages.OneThread;
import io.countersign.governance.ThreadMessages.Threads;
import io.countersign.inbox.RequestView;
import io.countersign.modelversion.CommentId;
import io.countersign.past.AsOf;
import io.countersign.privacy.SealedText;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RequestId;
import io.countersign.registry.Comments;
import io.countersign.rejection.Invalid;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.thread.Discussion;
import io.countersign.thread.ThreadCommand;
import io.countersign.thread.ThreadId;
import io.countersign.thread.ThreadQueries;
import io.countersign.wire.Sender;
import io.countersign.wire.Wire;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Threads on requests: what people talk over before one is decided, and may still be asked about it afterwards. */
@GovernanceRoutes
@Requires(Operation.DISCUSS_REQUEST)
final class ThreadRoutes {

    private final Sender sender;
    private final Idempotency idempotency;
    private final Comments comments;
    private final Mentions mentions;
    private final RequestDesk desk;
    private final ThreadQueries threads;

    ThreadRoutes(
            Sender sender,
            Idempotency idempotency,
            Comments comments,
            Mentions mentions,
            RequestDesk desk,
            ThreadQueries threads) {
        this.sender = sender;
        this.idempotency = idempotency;
        this.comments = comments;
        this.mentions = mentions;
        this.desk = desk;
        this.threads = threads;
    }

    @PostMapping("/requests/{id}/threads")
    ResponseEntity<String> start(
            HttpServletRequest http, @PathVariable String id, @Wire ThreadMessages.Written message) {
        ThreadId thread = new ThreadId(Uuid7.hex());
        return idempotency.send(
                http,
                message,
                new ThreadCommand.Start(
                        about(desk.find(id)),
                        thread,
                        newComment(),
                        sender.actor(),
                        sealed(message),
                        mentions.in(message.text())),
                HttpStatus.CREATED,
                () -> one(thread));
    }

    @AsOf
    @GetMapping("/requests/{id}/threads")
    @Requires(Operation.READ_REGISTRY)
    Threads all(@PathVariable String id) {
        return Threads.of(threads.on(new RequestId(desk.find(id).requestId())));
    }

    @AsOf
    @GetMapping("/threads/{id}")
    @Requires(Operation.READ_REGISTRY)
    OneThread one(@PathVariable String id) {
        return one(new ThreadId(id));
    }

    @PostMapping("/threads/{id}/replies")
    ResponseEntity<String> reply(
            HttpServletRequest http, @PathVariable String id, @Wire ThreadMessages.Written message) {
        ThreadId thread = new ThreadId(id);
        return idempotency.send(
                http,
                message,
                new ThreadCommand.Reply(
                        discussionOf(thread),
                        thread,
                        newComment(),
                        sender.actor(),
                        sealed(message),
                        mentions.in(message.text())),
                HttpStatus.CREATED,
                () -> one(thread));
    }

    @PatchMapping("/threads/{id}/comments/{comment}")
    OneThread edit(@PathVariable String id, @PathVariable String comment, @Wire ThreadMessages.Written message) {
        ThreadId thread = new ThreadId(id);
        sender.send(new ThreadCommand.EditComment(
                discussionOf(thread),
                thread,
                new CommentId(comment),
                sender.actor(),
                sealed(message),
                mentions.in(message.text())));
        return one(thread);
    }

    @DeleteMapping("/threads/{id}/comments/{comment}")
    OneThread delete(@PathVariable String id, @PathVariable String comment) {
        ThreadId thread = new ThreadId(id);
        sender.send(
                new ThreadCommand.DeleteComment(discussionOf(thread), thread, new CommentId(comment), sender.actor()));
        return one(thread);
    }

    @PostMapping("/threads/{id}/resolve")
    ResponseEntity<String> resolve(HttpServletRequest http, @PathVariable String id) {
        ThreadId thread = new ThreadId(id);
        return send(http, new ThreadCommand.Resolve(discussionOf(thread), thread, sender.actor()));
    }

    @PostMapping("/threads/{id}/reopen")
    ResponseEntity<String> reopen(HttpServletRequest http, @PathVariable String id) {
        ThreadId thread = new ThreadId(id);
        return send(http, new ThreadCommand.Reopen(discussionOf(thread), thread, sender.actor()));
    }

    /** Whatever the body says, there is nothing that it could add. */
    private ResponseEntity<String> send(HttpServletRequest http, ThreadCommand command) {
        return idempotency.send(http, Map.of(), command, HttpStatus.OK, () -> one(command.thread()));
    }

    /** Blanks would pass for an answer to whoever asked. */
    private SealedText sealed(ThreadMessages.Written message) {
        if (message.text().isBlank()) {
            throw Invalid.value("text", message.text(), "a comment has words.");
        }
        return comments.required("text", message.text());
    }

    private static CommentId newComment() {
        return new CommentId(Uuid7.hex());
    }

    private static Discussion about(RequestView request) {
        return new Discussion(
                new ModelId(request.modelId()),
                new RequestId(request.requestId()),
                request.change().candidate());
    }

    private Discussion discussionOf(ThreadId id) {
        return threads.byId(id).orElseThrow(() -> unknown(id)).discussion();
    }

    private OneThread one(ThreadId id) {
        return threads.byId(id).map(OneThread::of).orElseThrow(() -> unknown(id));
    }

    private static Rejection unknown(ThreadId id) {
        return Rejection.of(Reason.THREAD_NOT_FOUND, "There is no thread %s.", id);
    }
}
