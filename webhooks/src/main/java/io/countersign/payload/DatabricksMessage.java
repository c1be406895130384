package io.countersign.payload;

import io.countersign.registeredmodel.Stage;
import io.countersign.webhook.WebhookId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The members of a message as Databricks' registry sends it. Its {@code text} makes it a message that Slack shows, where
 * nothing that people wrote is taken for Slack's markup of links and mentions.
 */
final class DatabricksMessage {

    private final Map<String, Object> members = new LinkedHashMap<>();
    private final String model;

    DatabricksMessage(String word, WebhookId webhook, Instant at, String model) {
        this.model = model;
        members.put("event", word);
        members.put("webhook_id", webhook.value());
        members.put("event_timestamp", at.toEpochMilli());
        members.put("model_name", model);
    }

    Map<String, Object> members() {
        return members;
    }

    DatabricksMessage modelCreated() {
        return says("Registered model '%s' created.", model);
    }

    DatabricksMessage versionCreated(int version) {
        return of(version).says("Registered model '%s' version %d created.", model, version);
    }

    DatabricksMessage tagSet(int version, String key, String value) {
        Map<String, String> tag = new LinkedHashMap<>();
        tag.put("key", key);
        tag.put("value", value);
        members.put("tags", List.of(tag));
        return of(version).says("Registered model '%s' version %d tagged '%s': '%s'.", model, version, key, value);
    }

    DatabricksMessage comment(int version, String text) {
        members.put("comment", text);
        return of(version).says("Comment on registered model '%s' version %d: %s", model, version, text);
    }

    DatabricksMessage requested(int version, Stage from, Stage to) {
        return between(version, from, to)
                .says(
                        "Transition of registered model '%s' version %d from %s to %s requested.",
                        model, version, from.label(), to.label());
    }

    DatabricksMessage moved(int version, Stage from, Stage to) {
        return between(version, from, to)
                .says(
                        "Registered model '%s' version %d transitioned from %s to %s.",
                        model, version, from.label(), to.label());
    }

    private DatabricksMessage between(int version, Stage from, Stage to) {
        members.put("to_stage", to.label());
        members.put("from_stage", from.label());
        return of(version);
    }

    /** A text, as in all answers of that API. */
    private DatabricksMessage of(int version) {
        members.put("version", Integer.toString(version));
        return this;
    }

    private DatabricksMessage says(String format, Object... parts) {
        members.put("text", unmarked(format.formatted(parts)));
        return this;
    }

    private static String unmarked(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
