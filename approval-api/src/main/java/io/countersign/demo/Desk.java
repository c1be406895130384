package io.countersign.demo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mlflow.api.proto.ModelRegistry.ModelVersion;
import org.mlflow.tracking.MlflowHttpException;

/** What people do with the versions of the story's model, told as it is done. */
final class Desk {

    static final String MODEL = "polynomial-demo";

    private final Story story;

    Desk(Story story) {
        this.story = story;
    }

    void openModel(Person author) {
        if (!isOpen(author)) {
            author.connection()
                    .post(
                            "registered-models/create",
                            Map.of("name", MODEL, "description", "A polynomial for noisy points of " + Sample.TRUTH));
        }
    }

    private static boolean isOpen(Person author) {
        return author.connection()
                .get("/api/2.0/mlflow/registered-models/search?filter=name%3D%27" + MODEL + "%27")
                .has("registered_models");
    }

    /** @return the number of the version */
    String register(Person author, TrainedRun run, String description) {
        String version = author.connection()
                .post(
                        "model-versions/create",
                        Map.of(
                                "name",
                                MODEL,
                                "source",
                                "runs:/" + run.id() + "/model",
                                "run_id",
                                run.id(),
                                "description",
                                description))
                .path("model_version")
                .path("version")
                .asString();
        story.tell("%s registers degree %s as version %s of %s", author.name(), run.degree(), version, MODEL);
        return version;
    }

    void comment(Person person, String version, String text) {
        person.connection().post("comments/create", Map.of("name", MODEL, "version", version, "comment", text));
        story.said(person, text);
    }

    void request(Person person, String version, String stage, String reason) {
        transition(person, "create", version, stage, reason, false);
        story.tell("%s asks for version %s to go to %s", person.name(), version, stage);
        story.said(person, reason);
    }

    void approve(Person person, String version, String stage, String reason) {
        transition(person, "approve", version, stage, reason, true);
        story.tell("%s approves: version %s is in %s", person.name(), version, stage);
        story.said(person, reason);
    }

    void reject(Person person, String version, String stage, String reason) {
        transition(person, "reject", version, stage, reason, false);
        story.tell("%s rejects it", person.name());
        story.said(person, reason);
    }

    void tryToApprove(Person person, String version, String stage) {
        try {
            transition(person, "approve", version, stage, "", true);
            story.tell("%s approves it alone, which this server allows", person.name());
        } catch (MlflowHttpException e) {
            if (e.getStatusCode() != 403) {
                throw e;
            }
            story.tell("%s tries to approve it alone; the server refuses", person.name());
            story.tell("server: \"%s\"", Failures.message(e));
        }
    }

    private static void transition(
            Person person, String action, String version, String stage, String comment, boolean archive) {
        Map<String, Object> message =
                new HashMap<>(Map.of("name", MODEL, "version", version, "stage", stage, "comment", comment));
        if (archive) {
            message.put("archive_existing_versions", true);
        }
        person.connection().post("transition-requests/" + action, message);
    }

    Optional<String> inProduction(Person person) {
        return person.connection().mlflow().getLatestVersions(MODEL, List.of("Production")).stream()
                .map(ModelVersion::getVersion)
                .findFirst();
    }

    String stage(Person person, String version) {
        return person.connection().mlflow().getModelVersion(MODEL, version).getCurrentStage();
    }
}
