package io.countersign.importer;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * What is true of one thing on one server, by what it is called in a report. Two servers agree on a thing when its facts
 * are the same.
 */
final class Facts {

    private final Map<String, Fact> facts = new TreeMap<>();

    /**
     * One fact.
     *
     * @param kind what is counted, in the plural
     * @param count how many of them this fact is
     */
    record Fact(String kind, String value, long count) {}

    Map<String, Fact> all() {
        return facts;
    }

    void add(String kind, String what, String value, long count) {
        facts.put(what, new Fact(kind, value, count));
    }

    static Facts ofExperiment(JsonNode experiment, boolean isDefault) {
        Facts facts = new Facts();
        facts.add(
                "experiments",
                "the experiment",
                isDefault ? text(experiment, "name") : texts(experiment, "name", "lifecycle_stage", "creation_time"),
                1);
        if (!isDefault) {
            facts.tags(experiment.path("tags"));
        }
        return facts;
    }

    static Facts ofRun(JsonNode run) {
        Facts facts = new Facts();
        facts.add(
                "runs",
                "the run",
                texts(run.path("info"), "run_name", "status", "lifecycle_stage", "user_id", "start_time", "end_time"),
                1);
        run.path("data")
                .path("params")
                .forEach(param -> facts.add("params", "param " + text(param, "key"), text(param, "value"), 1));
        facts.tags(run.path("data").path("tags"));
        return facts;
    }

    void metric(String key, long points, String digest) {
        add("metric points", "metric " + key, points + " points, " + digest, points);
    }

    void artifact(String path, long size) {
        add("artifacts", "artifact " + path, size + " bytes", 1);
    }

    static Facts ofModel(JsonNode model) {
        Facts facts = new Facts();
        facts.add("models", "the model", texts(model, "name", "description", "creation_timestamp"), 1);
        facts.tags(model.path("tags"));
        model.path("aliases")
                .forEach(alias -> facts.add("aliases", "alias " + text(alias, "alias"), text(alias, "version"), 1));
        return facts;
    }

    static Facts ofVersion(JsonNode version) {
        Facts facts = new Facts();
        facts.add(
                "versions",
                "the version",
                texts(
                        version,
                        "version",
                        "current_stage",
                        "description",
                        "source",
                        "run_id",
                        "run_link",
                        "user_id",
                        "creation_timestamp"),
                1);
        facts.tags(version.path("tags"));
        return facts;
    }

    private void tags(JsonNode tags) {
        tags.forEach(tag -> add("tags", "tag " + text(tag, "key"), text(tag, "value"), 1));
    }

    private static String texts(JsonNode thing, String... fields) {
        StringBuilder texts = new StringBuilder();
        for (String field : fields) {
            String text = text(thing, field);
            if (!text.isEmpty()) {
                texts.append(texts.isEmpty() ? "" : ", ")
                        .append(field)
                        .append(' ')
                        .append(text);
            }
        }
        return texts.toString();
    }

    /** Numbers, which some servers write as texts, are the same either way. */
    static String text(JsonNode thing, String field) {
        String text = thing.path(field).asString("");
        return text.equals("None") && field.equals("current_stage") ? "" : text;
    }
}
