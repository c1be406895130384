package io.countersign.jenkins;

import io.countersign.identity.SubjectId;
import io.countersign.modelversion.VersionId;
import io.countersign.policy.CheckResult;
import io.countersign.registeredmodel.ModelId;
import io.countersign.webhook.WebhookId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The builds in {@code ops.jenkins_builds}; in whatever transaction is under way. */
public final class BuildRows {

    private final JdbcTemplate jdbc;

    public BuildRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Of a delivery that is made again, a build that waits in the same place is the same. */
    public void follow(WebhookId webhook, long eventIndex, int part, TriggeredBuild build) {
        TriggeredBuild.Target target = build.target();
        jdbc.update(
                """
                insert into ops.jenkins_builds (webhook_id, event_index, part, server, job, queue_item, model_id, version,
                    check_name, reporter)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""",
                webhook.value(),
                eventIndex,
                part,
                build.server(),
                build.job(),
                build.queueItem(),
                target == null ? null : target.version().model().value(),
                target == null ? null : target.version().number(),
                target == null ? null : target.check(),
                target == null ? null : target.reporter().value());
    }

    /** What a delivery had built last. */
    public Optional<BuildView> last(WebhookId webhook, long eventIndex, int part) {
        return jdbc
                .query(
                        """
                        select * from ops.jenkins_builds where webhook_id = ? and event_index = ? and part = ?
                        order by build_id desc limit 1""",
                        (row, number) -> new BuildView(
                                row.getString("job"),
                                row.getString("state"),
                                row.getObject("number", Integer.class),
                                row.getString("link"),
                                row.getString("result"),
                                row.getString("reported"),
                                row.getString("remark")),
                        webhook.value(),
                        eventIndex,
                        part)
                .stream()
                .findFirst();
    }

    /**
     * Those of which something may be heard by now. Nobody else gets them for a time; when they are not saved until then,
     * somebody does.
     */
    List<FollowedBuild> claim(int most, Duration lease) {
        return jdbc.query("""
                update ops.jenkins_builds b set due = now() + make_interval(secs => ?)
                from (
                    select build_id from ops.jenkins_builds
                    where state in ('queued', 'running') and due <= now()
                    order by due limit ? for update skip locked) as chosen
                where b.build_id = chosen.build_id returning b.*""", (row, number) -> build(row), lease.toSeconds(), most);
    }

    /** @param pause until the server is asked again */
    void save(FollowedBuild build, Duration pause) {
        jdbc.update(
                """
                update ops.jenkins_builds
                set state = ?, number = ?, link = ?, result = ?, reported = ?, remark = ?,
                    due = now() + make_interval(secs => ?), ended_at = case when ? then null else now() end
                where build_id = ?""",
                build.state().label(),
                build.number(),
                build.link(),
                build.result(),
                build.reported() == null ? null : build.reported().name().toLowerCase(Locale.ROOT),
                build.remark(),
                pause.toMillis() / 1000.0,
                build.state().isOpen(),
                build.id());
    }

    /** Those that ended longer ago than this. */
    void forget(Duration age) {
        jdbc.update(
                "delete from ops.jenkins_builds where ended_at < now() - make_interval(secs => ?)", age.toSeconds());
    }

    private static FollowedBuild build(ResultSet row) throws SQLException {
        String reported = row.getString("reported");
        return new FollowedBuild(
                row.getLong("build_id"),
                new WebhookId(row.getString("webhook_id")),
                new TriggeredBuild(
                        row.getString("server"), row.getString("job"), row.getLong("queue_item"), target(row)),
                row.getTimestamp("made_at").toInstant(),
                BuildState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getObject("number", Integer.class),
                row.getString("link"),
                row.getString("result"),
                reported == null ? null : CheckResult.State.valueOf(reported.toUpperCase(Locale.ROOT)),
                row.getString("remark"));
    }

    private static TriggeredBuild.@Nullable Target target(ResultSet row) throws SQLException {
        String check = row.getString("check_name");
        return check == null
                ? null
                : new TriggeredBuild.Target(
                        new VersionId(new ModelId(row.getString("model_id")), row.getInt("version")),
                        check,
                        new SubjectId(row.getString("reporter")));
    }
}
