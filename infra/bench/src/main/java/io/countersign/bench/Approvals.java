package io.countersign.bench;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.databind.json.JsonMapper;

/** Approves one version of a model again and again, from stage to stage. */
final class Approvals {

    static final String EVENT = "registered-model.transition-approved";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> STAGES = List.of("Staging", "Production", "Archived");

    private final Promotions people;
    private final String model =
            "approved-" + Long.toHexString(ThreadLocalRandom.current().nextLong());
    private int done;

    Approvals(Promotions people) {
        this.people = people;
        people.requester().post("registered-models/create", JSON.writeValueAsString(Map.of("name", model)));
        people.requester()
                .post(
                        "model-versions/create",
                        JSON.writeValueAsString(Map.of("name", model, "source", "s3://models/" + model)));
    }

    void next() {
        String stage = STAGES.get(done++ % STAGES.size());
        people.change(model, Map.of("kind", "stage", "version", "1", "stage", stage));
    }
}
