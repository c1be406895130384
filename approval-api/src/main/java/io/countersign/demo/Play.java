package io.countersign.demo;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** The acts, in order. */
final class Play {

    private static final int DEGREES = 10;
    private static final String PRODUCTION = "Production";

    private final URI server;
    private final Cast cast;
    private final Story story;
    private final Desk desk;
    private final Training training;
    private final List<String> versions = new ArrayList<>();

    Play(URI server, Cast cast, Story story) {
        this.server = server;
        this.cast = cast;
        this.story = story;
        this.desk = new Desk(story);
        this.training = new Training(cast.author(), Instant.now().toString());
    }

    /** @return the version that is in Production at the end */
    String perform() {
        tenModels();
        desk.openModel(cast.author());
        desk.inProduction(cast.author()).ifPresentOrElse(versions::add, this::somethingToBeat);
        tooGoodToBeTrue();
        String best = theBestOne();
        whatIsWhere();
        return best;
    }

    private void tenModels() {
        story.chapter(cast.author().name() + " fits polynomials of degree 1 to 10 and logs each as a run");
        story.tell(
                "%d noisy points of %s, as many again to validate (seed %d)", Sample.EACH, Sample.TRUTH, Sample.SEED);
        story.tell("degree   training RMSE   validation RMSE");
        Sample sample = Sample.draw();
        for (int degree = 1; degree <= DEGREES; degree++) {
            Polynomial fitted = training.log(degree, sample);
            story.tell(
                    "%6d   %13.4f   %15.4f",
                    degree, fitted.error(sample.training()), fitted.error(sample.validation()));
        }
        story.look(server + "/api/2.0/mlflow/experiments/get?experiment_id=" + training.experiment());
    }

    private void somethingToBeat() {
        story.chapter("A straight line goes first, so that there is something to beat");
        String line = register(training.ofDegree(1), "A straight line: the simplest model that could do.");
        desk.request(cast.author(), line, PRODUCTION, "Better than nothing, and easy to explain.");
        desk.approve(cast.reviewer(), line, PRODUCTION, "Fine as a start.");
    }

    private void tooGoodToBeTrue() {
        story.chapter("The challenger with the least training error is asked for, and rejected");
        TrainedRun run = training.leastBy(Training.TRAINING_ERROR);
        String version = register(run, "Least training error of all ten.");
        desk.request(cast.author(), version, PRODUCTION, "It fits the training points better than any other.");
        desk.comment(cast.second(), version, "Training error falls with every degree. What of points it has not seen?");
        desk.reject(
                cast.reviewer(),
                version,
                PRODUCTION,
                String.format(
                        Locale.ROOT,
                        "Validation RMSE is %.2f against %.2f in training: it has learned the noise.",
                        run.validationError(),
                        run.trainingError()));
    }

    private String theBestOne() {
        story.chapter("The best by validation error is found, tried in Staging, and countersigned");
        TrainedRun run = training.leastBy(Training.VALIDATION_ERROR);
        String version = register(
                run,
                String.format(Locale.ROOT, "Least validation error of all ten: RMSE %.4f.", run.validationError()));
        desk.comment(cast.author(), version, "You were right. This one was chosen by the points it had not seen.");
        desk.request(cast.author(), version, "Staging", "Please try it.");
        desk.approve(cast.second(), version, "Staging", "Trying it.");
        desk.request(cast.second(), version, PRODUCTION, "It did well in Staging.");
        if (!cast.isAlone()) {
            desk.tryToApprove(cast.second(), version, PRODUCTION);
        }
        desk.approve(cast.reviewer(), version, PRODUCTION, "Countersigned; what was there before is archived.");
        return version;
    }

    private String register(TrainedRun run, String description) {
        String version = desk.register(cast.author(), run, description);
        versions.add(version);
        return version;
    }

    private void whatIsWhere() {
        story.chapter("Where they are now");
        versions.forEach(version -> story.tell("version %s  %s", version, desk.stage(cast.author(), version)));
        story.look(server + "/api/2.0/mlflow/databricks/registered-models/get?name=" + Desk.MODEL);
    }

    /** As the server remembers it, newest first. */
    void showLife(String version) {
        String path = "/api/governance/v1/models/" + Desk.MODEL + "/versions/" + version + "/timeline";
        story.chapter("The life of version " + version + ", newest first, as the log has it");
        for (JsonNode event : cast.author().connection().get(path).path("events")) {
            story.tell(
                    "%-24s  %-12s  %-40s  %-10s  %s",
                    event.path("time").asString(),
                    event.path("actor").asString(),
                    event.path("type").asString(),
                    event.path("details").path("to").asString(""),
                    event.path("comment").asString(""));
        }
        story.look(server + path);
    }
}
