package io.countersign.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** No command is ignored in silence: a repeat that changes nothing says so, beside the answer of the contract. */
class RepeatsIT {

    private final Http ann = Person.withRole(TheServer.shared(), "contributor").http();

    @Test
    void anAnswerSaysHowManyEventsItCameTo() {
        String model = "repeats " + Person.unique();

        assertThat(events("registered-models/create", Map.of("name", model))).hasValue(1);
        assertThat(events("registered-models/set-tag", Map.of("name", model, "key", "a", "value", "b")))
                .hasValue(1);
        assertThat(events("registered-models/rename", Map.of("name", model, "new_name", model)))
                .hasValue(0);
        assertThat(ann.get(Http.API + "registered-models/get", Map.of("name", model))
                        .ok()
                        .headers()
                        .map())
                .doesNotContainKey("countersign-events");
    }

    private OptionalLong events(String route, Map<String, ?> fields) {
        return ann.post(Http.API + route, fields).ok().headers().firstValueAsLong("Countersign-Events");
    }
}
