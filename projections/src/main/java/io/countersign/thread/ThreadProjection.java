package io.countersign.thread;

import io.countersign.identity.SubjectId;
import io.countersign.modelversion.CommentId;
import io.countersign.privacy.SealedText;
import io.countersign.views.ViewJson;
import java.time.Instant;
import java.util.List;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes {@code threads}, {@code thread_comments} and {@code mentions}. */
public final class ThreadProjection {

    private final JdbcTemplate jdbc;

    public ThreadProjection(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(ThreadEvent.Started event, @Timestamp Instant at) {
        jdbc.update(
                "insert into threads values (?, ?, ?, ?, ?, ?)",
                event.thread().value(),
                event.discussion().request().value(),
                event.discussion().model().value(),
                event.discussion().version(),
                event.by().value(),
                at.toEpochMilli());
        add(event.thread(), event.comment(), event.by(), event.text(), at);
        mention(event.thread(), event.comment(), event.mentions());
    }

    @EventHandler
    void on(ThreadEvent.Replied event, @Timestamp Instant at) {
        answer(event.thread(), event.by(), at);
        add(event.thread(), event.comment(), event.by(), event.text(), at);
        mention(event.thread(), event.comment(), event.mentions());
    }

    /** Whom it named before and names still is not asked anew. */
    @EventHandler
    void on(ThreadEvent.CommentEdited event, @Timestamp Instant at) {
        jdbc.update(
                "update thread_comments set body = ?::jsonb, edited_at = ? where comment_id = ?",
                ViewJson.sealed(event.text()),
                at.toEpochMilli(),
                event.comment().value());
        jdbc.update(
                "delete from mentions where comment_id = ? and person <> all (?::text[])",
                event.comment().value(),
                ids(event.mentions()));
        mention(event.thread(), event.comment(), event.mentions());
    }

    @EventHandler
    void on(ThreadEvent.CommentDeleted event, @Timestamp Instant at) {
        jdbc.update(
                "update thread_comments set body = null, deleted_by = ?, deleted_at = ? where comment_id = ?",
                event.by().value(),
                at.toEpochMilli(),
                event.comment().value());
        jdbc.update("delete from mentions where comment_id = ?", event.comment().value());
    }

    @EventHandler
    void on(ThreadEvent.Resolved event, @Timestamp Instant at) {
        jdbc.update(
                "update threads set resolved_by = ?, resolved_at = ? where thread_id = ?",
                event.by().value(),
                at.toEpochMilli(),
                event.thread().value());
        answer(event.thread(), event.by(), at);
    }

    @EventHandler
    void on(ThreadEvent.Reopened event) {
        jdbc.update(
                "update threads set resolved_by = null, resolved_at = null where thread_id = ?",
                event.thread().value());
    }

    private void add(ThreadId thread, CommentId comment, SubjectId author, SealedText text, Instant at) {
        jdbc.update(
                "insert into thread_comments values (?, ?, ?, ?::jsonb, ?)",
                comment.value(),
                thread.value(),
                author.value(),
                ViewJson.sealed(text),
                at.toEpochMilli());
    }

    private void mention(ThreadId thread, CommentId comment, List<SubjectId> people) {
        jdbc.update("""
                insert into mentions (comment_id, person, thread_id) select ?, unnest(?::text[]), ?
                on conflict do nothing""", comment.value(), ids(people), thread.value());
    }

    /** Whatever in the thread waited for them does so no longer. */
    private void answer(ThreadId thread, SubjectId person, Instant at) {
        jdbc.update(
                "update mentions set answered_at = ? where thread_id = ? and person = ? and answered_at is null",
                at.toEpochMilli(),
                thread.value(),
                person.value());
    }

    private static String[] ids(List<SubjectId> people) {
        return people.stream().map(SubjectId::value).toArray(String[]::new);
    }
}
