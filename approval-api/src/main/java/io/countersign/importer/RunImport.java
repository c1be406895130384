package io.countersign.importer;

import io.countersign.run.Metric;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Brings runs: of each what is not here yet. Safe for many threads. */
record RunImport(
        MlflowReader source, MlflowReader own, Target target, ArtifactImport artifacts, Comparison comparison) {

    private static final int POINTS = 5000; // in one request, and one event
    private static final int CONFLICT = 409;
    private static final int TRIES = 3;

    /** @param experiment the id of its experiment here */
    void bring(JsonNode run, String experiment) {
        String id = Facts.text(run.path("info"), "run_id");
        try {
            Facts there = Facts.ofRun(run);
            bringUntilSeen(run, id, experiment, there);
            comparison.add("run " + id, there, here(id));
        } catch (HttpFailure refused) {
            comparison.left("run " + id, Import.why(refused), Facts.ofRun(run));
        }
    }

    /** A request whose answer was lost may have been done: then what is missing is less than it was. */
    private void bringUntilSeen(JsonNode run, String id, String experiment, Facts there) {
        for (int attempt = 1; ; attempt++) {
            try {
                bring(run, id, experiment, there);
                return;
            } catch (HttpFailure refused) {
                if (refused.status() != CONFLICT || attempt == TRIES) {
                    throw refused;
                }
            }
        }
    }

    private void bring(JsonNode run, String id, String experiment, Facts there) {
        JsonNode begun = target.send("runs", header(run, experiment));
        JsonNode content = target.content(id);
        Sending sending = new Sending(id, Points.number(begun.path("points")));
        sending.addMissing(run.path("data"), begun.path("imported").asBoolean(false) ? run : own.run(id));
        Map<String, String> digests = new TreeMap<>();
        content.path("metrics").forEach(metric -> digests.put(Facts.text(metric, "key"), Facts.text(metric, "digest")));
        run.path("data").path("metrics").forEach(metric -> {
            String key = Facts.text(metric, "key");
            Points points = Points.of(source.history(id, key));
            there.metric(key, points.points().size(), points.digest());
            if (!points.digest().equals(digests.get(key))) {
                sending.add(
                        digests.containsKey(key) ? points.without(Points.of(own.history(id, key))) : points.points());
            }
        });
        sending.flush();
        artifacts.bring(run, content.path("artifacts"), there);
    }

    private static Map<String, Object> header(JsonNode run, String experiment) {
        Map<String, Object> header = Target.fields(
                run.path("info"),
                "run_id",
                "run_name",
                "user_id",
                "status",
                "start_time",
                "end_time",
                "artifact_uri",
                "lifecycle_stage");
        header.put("experiment_id", experiment);
        header.putAll(Target.fields(run.path("data"), "params", "tags"));
        return header;
    }

    private Facts here(String id) {
        Facts here = Facts.ofRun(own.run(id));
        JsonNode content = target.content(id);
        content.path("metrics")
                .forEach(metric -> here.metric(
                        Facts.text(metric, "key"), Points.number(metric.path("points")), Facts.text(metric, "digest")));
        content.path("artifacts")
                .forEach(file -> here.artifact(Facts.text(file, "path"), Points.number(file.path("size"))));
        return here;
    }

    /** What is gathered for one run, and sent whenever it is enough. */
    private final class Sending {
        private final String run;
        private final List<Metric> points = new ArrayList<>();
        private final Map<String, List<JsonNode>> pairs = new HashMap<>();
        private long already;

        Sending(String run, long already) {
            this.run = run;
            this.already = already;
        }

        /** Params and tags that the run has there and not here. */
        void addMissing(JsonNode there, JsonNode here) {
            for (String kind : List.of("params", "tags")) {
                List<String> known = MlflowReader.list(here.path("data").path(kind)).stream()
                        .map(pair -> Facts.text(pair, "key"))
                        .toList();
                List<JsonNode> missing = MlflowReader.list(there.path(kind)).stream()
                        .filter(pair -> !known.contains(Facts.text(pair, "key")))
                        .toList();
                if (!missing.isEmpty()) {
                    pairs.put(kind, missing);
                }
            }
        }

        void add(List<Metric> missing) {
            for (Metric point : missing) {
                points.add(point);
                if (points.size() == POINTS) {
                    flush();
                }
            }
        }

        void flush() {
            if (points.isEmpty() && pairs.isEmpty()) {
                return;
            }
            Map<String, Object> message = new HashMap<>(pairs);
            message.put("already", already);
            message.put("metrics", points.stream().map(Points::message).toList());
            already =
                    Points.number(target.send("runs/" + run + "/data", message).path("points"));
            points.clear();
            pairs.clear();
        }
    }
}
