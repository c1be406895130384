package io.countersign.thread;

import io.countersign.identity.SubjectId;
import io.countersign.policy.OpenThread;
import io.countersign.privacy.SealedText;
import io.countersign.privacy.Vault;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RequestId;
import io.countersign.views.ViewJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Looks up what is talked over about requests. */
public final class ThreadQueries {

    private static final String THREADS = """
            select t.*, coalesce(b.username, t.begun_by) as beginner, coalesce(r.username, t.resolved_by) as resolver
            from threads t
            left join ops.users b on b.subject_id = t.begun_by
            left join ops.users r on r.subject_id = t.resolved_by
            """;

    private static final String COMMENTS = """
            select c.*, coalesce(u.username, c.author) as author_name,
                array(select coalesce(p.username, m.person) from mentions m
                    left join ops.users p on p.subject_id = m.person
                    where m.comment_id = c.comment_id order by 1) as mentioned
            from thread_comments c left join ops.users u on u.subject_id = c.author
            where c.thread_id = any (?::text[]) order by c.written_at, c.comment_id""";

    private final JdbcTemplate jdbc;
    private final Vault vault;

    public ThreadQueries(JdbcTemplate jdbc, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    public Optional<ThreadView> byId(ThreadId id) {
        return read("where t.thread_id = ?", id.value()).stream().findFirst();
    }

    /** All of them, in the order in which they were begun. */
    public List<ThreadView> on(RequestId request) {
        return read("where t.request_id = ? order by t.begun_at, t.thread_id", request.value());
    }

    /** How many of a request's threads nobody has resolved. */
    public int countOpen(RequestId request) {
        Integer count = jdbc.queryForObject(
                "select count(*) from threads where request_id = ? and resolved_at is null",
                Integer.class,
                request.value());
        return count == null ? 0 : count;
    }

    /** Those that nobody has resolved, in the order in which they were begun. */
    public List<OpenThread> open(Collection<RequestId> requests) {
        return jdbc.query(
                """
                select thread_id, begun_by from threads
                where request_id = any (?::text[]) and resolved_at is null order by begun_at, thread_id""",
                (row, number) -> new OpenThread(new ThreadId(row.getString(1)), new SubjectId(row.getString(2))),
                (Object) requests.stream().map(RequestId::value).toArray(String[]::new));
    }

    /** What waits for a person, newest first. */
    public List<MentionView> waitingFor(SubjectId person, int limit) {
        return jdbc.query("""
                select m.thread_id, t.request_id, r.name, c.comment_id, c.body, c.written_at,
                    coalesce(u.username, c.author) as author_name
                from mentions m join thread_comments c using (comment_id) join threads t on t.thread_id = m.thread_id
                left join registered_models r using (model_id)
                left join ops.users u on u.subject_id = c.author
                where m.person = ? and m.answered_at is null
                order by c.written_at desc, c.comment_id desc limit ?""", (row, number) -> mention(row), person.value(), limit);
    }

    private List<ThreadView> read(String condition, String parameter) {
        List<String> ids = jdbc.queryForList("select t.thread_id from threads t " + condition, String.class, parameter);
        Map<String, List<ThreadView.Comment>> comments = comments(ids);
        return jdbc.query(
                THREADS + condition,
                (row, number) -> thread(row, comments.getOrDefault(row.getString("thread_id"), List.of())),
                parameter);
    }

    private Map<String, List<ThreadView.Comment>> comments(List<String> threads) {
        Map<String, List<ThreadView.Comment>> comments = new HashMap<>();
        jdbc.query(
                COMMENTS,
                row -> {
                    comments.computeIfAbsent(row.getString("thread_id"), thread -> new ArrayList<>())
                            .add(comment(row));
                },
                (Object) threads.toArray(String[]::new));
        return comments;
    }

    private static ThreadView thread(ResultSet row, List<ThreadView.Comment> comments) throws SQLException {
        return new ThreadView(
                new ThreadId(row.getString("thread_id")),
                new ModelId(row.getString("model_id")),
                new RequestId(row.getString("request_id")),
                row.getObject("version", Integer.class),
                row.getString("beginner"),
                row.getLong("begun_at"),
                row.getString("resolver"),
                row.getObject("resolved_at", Long.class),
                comments);
    }

    private ThreadView.Comment comment(ResultSet row) throws SQLException {
        return new ThreadView.Comment(
                row.getString("comment_id"),
                row.getString("author_name"),
                open(row.getString("body")),
                row.getLong("written_at"),
                row.getObject("edited_at", Long.class),
                row.getObject("deleted_at", Long.class),
                List.of((String[]) row.getArray("mentioned").getArray()));
    }

    private MentionView mention(ResultSet row) throws SQLException {
        return new MentionView(
                row.getString("thread_id"),
                row.getString("request_id"),
                row.getString("name"),
                row.getString("comment_id"),
                row.getString("author_name"),
                open(row.getString("body")),
                row.getLong("written_at"));
    }

    private @Nullable String open(@Nullable String sealed) {
        SealedText text = ViewJson.readSealed(sealed);
        return text == null ? null : vault.open(text).orElse(null);
    }
}
