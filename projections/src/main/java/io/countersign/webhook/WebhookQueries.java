package io.countersign.webhook;

import io.countersign.privacy.SealedText;
import io.countersign.privacy.Vault;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.Stage;
import io.countersign.views.ViewJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Looks webhooks up. */
public final class WebhookQueries {

    private static final String VIEWS = """
            select w.*, coalesce(u.username, w.created_by) as creator
            from webhooks w left join ops.users u on u.subject_id = w.created_by
            """;

    private final JdbcTemplate jdbc;
    private final Vault vault;

    public WebhookQueries(JdbcTemplate jdbc, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    public Optional<WebhookView> byId(WebhookId id) {
        return jdbc.query(VIEWS + "where w.webhook_id = ?", (row, number) -> view(row), id.value()).stream()
                .findFirst();
    }

    /**
     * Oldest first.
     *
     * @param kind null for all
     * @param models only those that are for some of these and for no others; null for all
     * @param events only those that are for one of these, in the words of their kind; none for all
     * @param after the last one of the page before; null for the first page
     */
    public List<WebhookView> page(
            @Nullable WebhookKind kind,
            @Nullable List<ModelId> models,
            List<String> events,
            @Nullable WebhookId after,
            int limit) {
        String last = after == null ? "" : after.value();
        String[] of =
                models == null ? null : models.stream().map(ModelId::value).toArray(String[]::new);
        String[] for_ = events.isEmpty() ? null : events.toArray(String[]::new);
        return jdbc.query(
                VIEWS + """
                        where (?::text is null or w.kind = ?)
                            and (?::text[] is null or (w.models <@ ?::text[] and cardinality(w.models) > 0))
                            and (?::text[] is null or w.events && ?::text[])
                            and w.webhook_id > ?
                        order by w.webhook_id limit ?""",
                (row, number) -> view(row),
                kind == null ? null : kind.name(),
                kind == null ? null : kind.name(),
                of,
                of,
                for_,
                for_,
                last,
                limit);
    }

    /** Those of a kind that have this name. */
    public List<WebhookId> named(WebhookKind kind, String name) {
        return jdbc.query(
                "select webhook_id from webhooks where kind = ? and name = ?",
                (row, number) -> new WebhookId(row.getString("webhook_id")),
                kind.name(),
                name);
    }

    private WebhookView view(ResultSet row) throws SQLException {
        SealedText description = ViewJson.readSealed(row.getString("description"));
        String givenUp = row.getString("given_up");
        return new WebhookView(
                new WebhookId(row.getString("webhook_id")),
                subscription(row, description),
                description == null ? null : vault.open(description).orElse(null),
                givenUp == null ? null : WebhookEvent.Cause.valueOf(givenUp),
                row.getString("creator"),
                row.getLong("created_at"),
                row.getLong("updated_at"));
    }

    private static Subscription subscription(ResultSet row, @Nullable SealedText description) throws SQLException {
        return new Subscription(
                WebhookKind.valueOf(row.getString("kind")),
                row.getString("name"),
                description,
                texts(row, "models").stream().map(ModelId::new).toList(),
                texts(row, "events"),
                texts(row, "stages").stream().map(Stage::valueOf).toList(),
                WebhookStatus.valueOf(row.getString("status")),
                BlockedHead.valueOf(row.getString("blocked_head")),
                row.getString("origin"),
                job(row));
    }

    private static @Nullable JenkinsJob job(ResultSet row) throws SQLException {
        String path = row.getString("job");
        return path == null
                ? null
                : new JenkinsJob(
                        path,
                        new TreeMap<>(ViewJson.readStrings(row.getString("job_parameters"))),
                        row.getString("job_check"));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}
