package io.countersign.api;

import io.countersign.identity.SubjectId;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Answers in {@code ops.idempotent_answers}, for 24 hours. */
@Component
class KeptAnswers {

    private static final String FRESH = "answered_at > now() - interval '24 hours'";

    private final JdbcTemplate jdbc;

    KeptAnswers(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Nullable
    Answer find(SubjectId subject, String key) {
        return jdbc
                .query(
                        "select * from ops.idempotent_answers where subject_id = ? and key = ? and " + FRESH,
                        (row, number) ->
                                new Answer(row.getString("fingerprint"), row.getInt("status"), row.getString("body")),
                        subject.value(),
                        key)
                .stream()
                .findFirst()
                .orElse(null);
    }

    /**
     * In the transaction under way; waits for another that is about to keep an answer under the same key.
     *
     * @throws AnsweredMeanwhile when that one did
     */
    void keep(SubjectId subject, String key, Answer answer) {
        int kept = jdbc.update("""
                insert into ops.idempotent_answers as old (subject_id, key, fingerprint, status, body)
                values (?, ?, ?, ?, ?)
                on conflict (subject_id, key) do update
                set fingerprint = excluded.fingerprint, status = excluded.status, body = excluded.body,
                    answered_at = now()
                where old.answered_at <= now() - interval '24 hours'""", subject.value(), key, answer.fingerprint(), answer.status(), answer.body());
        if (kept == 0) {
            throw new AnsweredMeanwhile();
        }
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
    void forgetOld() {
        jdbc.update("delete from ops.idempotent_answers where not " + FRESH);
    }

    /** @param fingerprint of the request that was answered */
    record Answer(String fingerprint, int status, String body) {}

    /** The same request was answered by another thread or server while this one was about to. */
    static final class AnsweredMeanwhile extends RuntimeException {

        private static final long serialVersionUID = 1L;

        AnsweredMeanwhile() {
            super("The same request is being answered at the same time.", null, false, false);
        }
    }
}
