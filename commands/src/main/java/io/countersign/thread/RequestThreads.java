package io.countersign.thread;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.countersign.modelversion.CommentAuthors;
import io.countersign.modelversion.CommentId;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** Decides on the threads of one request. Begins with the first of them. */
@Revision("1")
public class RequestThreads {

    @AggregateIdentifier
    private @Nullable String stream;

    private final Map<ThreadId, Set<CommentId>> threads = new HashMap<>();
    private final CommentAuthors authors = new CommentAuthors();
    private final Set<ThreadId> resolved = new HashSet<>();

    RequestThreads() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(ThreadCommand.Start command) {
        apply(new ThreadEvent.Started(
                command.discussion(),
                command.thread(),
                command.comment(),
                command.actor().subject(),
                command.text(),
                command.mentions()));
    }

    @CommandHandler
    void handle(ThreadCommand.Reply command) {
        require(command);
        apply(new ThreadEvent.Replied(
                command.discussion(),
                command.thread(),
                command.comment(),
                command.actor().subject(),
                command.text(),
                command.mentions()));
    }

    @CommandHandler
    void handle(ThreadCommand.EditComment command) {
        requireComment(command, command.comment());
        authors.require(command.comment(), command.actor());
        apply(new ThreadEvent.CommentEdited(
                command.discussion(),
                command.thread(),
                command.comment(),
                command.actor().subject(),
                command.text(),
                command.mentions()));
    }

    @CommandHandler
    void handle(ThreadCommand.DeleteComment command) {
        requireComment(command, command.comment());
        authors.requireOrAdmin(command.comment(), command.actor());
        apply(new ThreadEvent.CommentDeleted(
                command.discussion(),
                command.thread(),
                command.comment(),
                command.actor().subject()));
    }

    /** What is resolved already stays so. */
    @CommandHandler
    void handle(ThreadCommand.Resolve command) {
        require(command);
        if (!isResolved(command.thread())) {
            apply(new ThreadEvent.Resolved(
                    command.discussion(), command.thread(), command.actor().subject()));
        }
    }

    /** What is open already stays so. */
    @CommandHandler
    void handle(ThreadCommand.Reopen command) {
        require(command);
        if (isResolved(command.thread())) {
            apply(new ThreadEvent.Reopened(
                    command.discussion(), command.thread(), command.actor().subject()));
        }
    }

    private boolean isResolved(ThreadId thread) {
        return resolved.contains(thread);
    }

    private Set<CommentId> require(ThreadCommand command) {
        Set<CommentId> comments = threads.get(command.thread());
        if (comments == null) {
            throw command.notFound();
        }
        return comments;
    }

    private void requireComment(ThreadCommand command, CommentId comment) {
        if (!require(command).contains(comment)) {
            throw Rejection.of(Reason.COMMENT_NOT_FOUND, "Thread %s has no comment %s.", command.thread(), comment);
        }
    }

    @EventSourcingHandler
    void on(ThreadEvent.Started event) {
        stream = event.discussion().stream();
        add(event, event.comment());
    }

    @EventSourcingHandler
    void on(ThreadEvent.Replied event) {
        add(event, event.comment());
    }

    @EventSourcingHandler
    void on(ThreadEvent.CommentDeleted event) {
        threads.getOrDefault(event.thread(), Set.of()).remove(event.comment());
        authors.remove(event.comment());
    }

    @EventSourcingHandler
    void on(ThreadEvent.Resolved event) {
        resolved.add(event.thread());
    }

    @EventSourcingHandler
    void on(ThreadEvent.Reopened event) {
        resolved.remove(event.thread());
    }

    private void add(ThreadEvent event, CommentId comment) {
        threads.computeIfAbsent(event.thread(), thread -> new HashSet<>()).add(comment);
        authors.add(comment, event.by());
    }
}
