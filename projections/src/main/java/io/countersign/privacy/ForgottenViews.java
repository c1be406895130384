package io.countersign.privacy;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Takes out of the views what they show in the clear of somebody who was erased: the names that clients report in tags, and those
 * that came with imports. What else people wrote lies sealed there too. A rebuild would come to the same rows, as it can
 * open nothing of theirs.
 */
public final class ForgottenViews {

    /** What rows were is forgotten with what they are; and that they are changed here is no news of the log's. */
    private static final String NOT_IN_THE_PAST = "select set_config('countersign.forgetting', 'on', true)";

    private static final List<String> FORGET = List.of(
            "update runs set user_name = null where user_sealed_by = ? and user_name is not null",
            emptied("run_tags", "value", "sealed_by"),
            emptied("experiment_tags", "value", "sealed_by"),
            emptied("logged_model_tags", "value", "sealed_by"),
            emptied("registered_model_tags", "value", "sealed_by"),
            pastOf("registered_model_tags"),
            emptied("model_version_tags", "value", "sealed_by"),
            pastOf("model_version_tags"),
            emptied("model_versions", "created_by", "creator_sealed_by"),
            emptied("model_versions_past", "created_by", "creator_sealed_by"),
            "update run_datasets set tags = jsonb_set(tags, '{mlflow.user}', '\"\"')"
                    + " where tags_sealed_by = ? and tags ->> 'mlflow.user' <> ''");

    private ForgottenViews() {}

    private static String emptied(String table, String column, String sealedBy) {
        return "update %1$s set %2$s = '' where %3$s = ? and %2$s <> ''".formatted(table, column, sealedBy);
    }

    /** There the beginning of a value is a column like others. */
    private static String pastOf(String tags) {
        return "update " + tags + "_past set value = '', prefix = '' where sealed_by = ? and value <> ''";
    }

    /** In the caller's transaction. Reads whole tables, as this is seldom. */
    public static void forget(JdbcTemplate jdbc, String person) {
        jdbc.queryForObject(NOT_IN_THE_PAST, String.class);
        FORGET.forEach(statement -> jdbc.update(statement, person));
        jdbc.queryForObject("select set_config('countersign.forgetting', '', true)", String.class);
    }
}
