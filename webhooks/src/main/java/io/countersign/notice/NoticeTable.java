package io.countersign.notice;

import io.countersign.identity.SubjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads and writes {@code ops.notice_occasions} and, but for what a server is sending, {@code ops.notices}. */
public final class NoticeTable {

    private final JdbcTemplate jdbc;

    public NoticeTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void add(Occasion occasion) {
        jdbc.update(
                """
                insert into ops.notice_occasions (occasion, topic_kind, topic_id, happening, outcome, actor, at)
                values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing""",
                occasion.id(),
                occasion.topic().kind().code(),
                occasion.topic().id(),
                occasion.happening().code(),
                occasion.outcome(),
                occasion.actor().value(),
                time(occasion.at()));
    }

    /** Whether anybody was told of it, or is to be. */
    boolean knows(String occasion) {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "select exists (select from ops.notices where occasion = ?)"
                        + " or exists (select from ops.notice_occasions where occasion = ?)",
                Boolean.class,
                occasion,
                occasion));
    }

    /** The oldest that no other server is at; it is theirs until the transaction ends. */
    Optional<Occasion> next(Instant now) {
        return jdbc.query("""
                        select * from ops.notice_occasions where coalesce(not_before, '-infinity') <= ?
                        order by at, occasion limit 1 for update skip locked""", (row, number) -> occasion(row), time(now)).stream()
                .findFirst();
    }

    void done(Occasion occasion) {
        jdbc.update(
                "delete from ops.notice_occasions where occasion = ? and topic_kind = ? and topic_id = ?",
                occasion.id(),
                occasion.topic().kind().code(),
                occasion.topic().id());
    }

    void postpone(Occasion occasion, Instant until) {
        jdbc.update(
                "update ops.notice_occasions set not_before = ?"
                        + " where occasion = ? and topic_kind = ? and topic_id = ?",
                time(until),
                occasion.id(),
                occasion.topic().kind().code(),
                occasion.topic().id());
    }

    /** The same occasion is told to nobody twice by one channel. */
    void add(Occasion occasion, Owner owner, Preference preference, Instant now) {
        jdbc.update(
                """
                insert into ops.notices (occasion, topic_kind, topic_id, happening, outcome, owner, of_group, channel,
                    made_at, since, due_at, gathered)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""",
                occasion.id(),
                occasion.topic().kind().code(),
                occasion.topic().id(),
                occasion.happening().code(),
                occasion.outcome(),
                owner.name(),
                owner.isGroup(),
                preference.channel().code(),
                time(now),
                time(due(occasion, preference, now)),
                time(due(occasion, preference, now)),
                occasion.happening() != Happening.TEST && preference.isDigest());
    }

    private static Instant due(Occasion occasion, Preference preference, Instant now) {
        return occasion.happening() == Happening.TEST ? now : preference.due(now);
    }

    /** The groups that were told of a topic before. */
    Set<String> groupsToldOf(Topic topic) {
        return jdbc
                .queryForList(
                        "select distinct owner from ops.notices where of_group and topic_kind = ? and topic_id = ?",
                        String.class,
                        topic.kind().code(),
                        topic.id())
                .stream()
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Newest first. */
    public List<Notice> lastOf(SubjectId person, int limit) {
        return jdbc.query(
                "select * from ops.notices where not of_group and owner = ? order by made_at desc, notice_id limit ?",
                (row, number) -> notice(row),
                person.value(),
                limit);
    }

    /** What no server can send. */
    void giveUp(Instant before) {
        jdbc.update("""
                update ops.notices set state = 'failed', problem = 'No server sends by this channel.'
                where state = 'due' and attempts = 0 and due_at < ?""", time(before));
    }

    /** What was settled long ago is nobody's business any more. */
    void forget(Instant before) {
        jdbc.update("delete from ops.notices where state <> 'due' and made_at < ?", time(before));
    }

    void drop(Collection<Notice> notices, String why) {
        jdbc.update(
                "update ops.notices set state = 'dropped', leased_until = null, problem = ?"
                        + " where notice_id = any (?::uuid[])",
                why,
                ids(notices));
    }

    static String[] ids(Collection<Notice> notices) {
        return notices.stream().map(Notice::id).toArray(String[]::new);
    }

    static Timestamp time(Instant instant) {
        return Timestamp.from(instant);
    }

    private static Occasion occasion(ResultSet row) throws SQLException {
        return new Occasion(
                row.getString("occasion"),
                topic(row),
                Happening.coded(row.getString("happening")).orElse(Happening.TEST),
                row.getString("outcome"),
                new SubjectId(row.getString("actor")),
                row.getTimestamp("at").toInstant());
    }

    private static Topic topic(ResultSet row) throws SQLException {
        return new Topic(Topic.Kind.coded(row.getString("topic_kind")), row.getString("topic_id"));
    }

    static Notice notice(ResultSet row) throws SQLException {
        return new Notice(
                row.getString("notice_id"),
                topic(row),
                Happening.coded(row.getString("happening")).orElse(Happening.TEST),
                row.getString("outcome"),
                new Owner(row.getBoolean("of_group"), row.getString("owner")),
                Channel.coded(row.getString("channel")),
                row.getTimestamp("made_at").toInstant(),
                row.getTimestamp("since").toInstant(),
                row.getBoolean("gathered"),
                row.getString("state"),
                row.getString("message_id"),
                row.getInt("attempts"),
                instant(row.getTimestamp("sent_at")),
                row.getString("problem"));
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }
}
