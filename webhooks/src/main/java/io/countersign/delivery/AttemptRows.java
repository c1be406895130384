package io.countersign.delivery;

import io.countersign.jenkins.BuildRows;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The rows that attempts leave: one each, and what their deliveries and receivers come to. */
final class AttemptRows {

    private final JdbcTemplate jdbc;
    private final BuildRows builds;

    AttemptRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        builds = new BuildRows(jdbc);
    }

    /** In the transaction under way. */
    void write(Collection<Attempt> attempts) {
        List<Attempt> all = List.copyOf(attempts);
        jdbc.update(
                """
                insert into ops.delivery_attempts
                    (webhook_id, event_index, part, at, status, latency, answer, error, next_due)
                select webhook_id, event_index, part, to_timestamp(at / 1000.0), status, latency, answer, error,
                    to_timestamp(next_due / 1000.0)
                from unnest(?::text[], ?::bigint[], ?::integer[], ?::bigint[], ?::integer[], ?::integer[], ?::bytea[],
                    ?::text[], ?::bigint[])
                    as a (webhook_id, event_index, part, at, status, latency, answer, error, next_due)""",
                webhooks(all),
                indexes(all),
                parts(all),
                longs(all, each -> each.at().toEpochMilli()),
                all.stream().map(each -> each.outcome().status()).toArray(Integer[]::new),
                all.stream()
                        .map(each -> (int) each.outcome().latency().toMillis())
                        .toArray(Integer[]::new),
                all.stream().map(each -> each.outcome().answer()).toArray(byte[][]::new),
                all.stream().map(each -> each.outcome().error()).toArray(String[]::new),
                longs(all, AttemptRows::nextDue));
        end(all);
        judge(all);
        all.forEach(this::follow);
    }

    private void follow(Attempt attempt) {
        attempt.began()
                .ifPresent(build -> builds.follow(
                        attempt.lane().webhook(),
                        attempt.due().index(),
                        attempt.due().telling().part(),
                        build));
    }

    /**
     * What has not ended is pending. It is not asked for by that name: there is an index of what is pending, and while the
     * table's statistics say that nothing is, all of it would be read through for each batch.
     */
    private void end(List<Attempt> all) {
        jdbc.update(
                """
                update ops.deliveries d
                set state = a.state, attempts = a.attempts, due = coalesce(to_timestamp(a.next_due / 1000.0), d.due),
                    ended_at = case when a.state = 'pending' then null else now() end
                from unnest(?::text[], ?::bigint[], ?::integer[], ?::text[], ?::integer[], ?::bigint[])
                    as a (webhook_id, event_index, part, state, attempts, next_due)
                where d.webhook_id = a.webhook_id and d.event_index = a.event_index and d.part = a.part
                    and d.ended_at is null""",
                webhooks(all),
                indexes(all),
                parts(all),
                all.stream().map(Attempt::state).toArray(String[]::new),
                all.stream().map(each -> each.due().attempts() + 1).toArray(Integer[]::new),
                longs(all, AttemptRows::nextDue));
    }

    /** The last attempt of each receiver says whether it is failing. */
    private void judge(List<Attempt> all) {
        jdbc.update(
                """
                insert into ops.webhook_health as h (webhook_id, failing_since, last_success, last_failure)
                select webhook_id,
                    case when (array_agg(good order by at desc))[1] then null
                        else to_timestamp(min(at) filter (where not good) / 1000.0) end,
                    to_timestamp(max(at) filter (where good) / 1000.0),
                    to_timestamp(max(at) filter (where not good) / 1000.0)
                from unnest(?::text[], ?::bigint[], ?::boolean[]) as a (webhook_id, at, good)
                group by webhook_id order by webhook_id
                on conflict (webhook_id) do update set
                    failing_since = case
                        when excluded.failing_since is null then null
                        when excluded.last_success is null then coalesce(h.failing_since, excluded.failing_since)
                        else excluded.failing_since end,
                    last_success = greatest(h.last_success, excluded.last_success),
                    last_failure = greatest(h.last_failure, excluded.last_failure)""",
                webhooks(all),
                longs(all, each -> each.at().toEpochMilli()),
                all.stream().map(each -> each.outcome().succeeded()).toArray(Boolean[]::new));
    }

    private static @Nullable Long nextDue(Attempt attempt) {
        return attempt.next().map(Instant::toEpochMilli).orElse(null);
    }

    private static String[] webhooks(List<Attempt> all) {
        return all.stream().map(each -> each.lane().webhook().value()).toArray(String[]::new);
    }

    private static Long[] indexes(List<Attempt> all) {
        return longs(all, each -> each.due().index());
    }

    private static Integer[] parts(List<Attempt> all) {
        return all.stream().map(each -> each.due().telling().part()).toArray(Integer[]::new);
    }

    private static Long[] longs(List<Attempt> all, Function<Attempt, @Nullable Long> value) {
        return all.stream().map(value).toArray(Long[]::new);
    }
}
