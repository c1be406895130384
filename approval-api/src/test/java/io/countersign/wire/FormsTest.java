package io.countersign.wire;

import static io.countersign.governance.Office.API;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.Caller;
import io.countersign.governance.Office;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What {@code curl -d} sends: JSON or YAML, said to be a form. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FormsTest {

    private final Office office = new Office();
    private final Caller ada = office.hire("ada", "contributor");

    @AfterAll
    void stop() {
        office.close();
    }

    private static int post(Caller who, String path, String body) {
        return who.ask(
                        "POST",
                        API + path,
                        BodyPublishers.ofString(body),
                        "Content-Type",
                        "application/x-www-form-urlencoded")
                .status();
    }

    @Test
    void aChangeIsAskedFor() {
        String change = "{\"change\": {\"kind\": \"stage\", \"version\": \"1\", \"stage\": \"Production\"}}";
        assertThat(post(ada, "/models/" + Office.aModel(ada) + "/requests", change))
                .isEqualTo(201);
    }

    @Test
    void aPolicyIsProposedAndTriedOut() {
        String policy = "policy: talked-over\n"
                + "applies-to: {changes: [{stage: {to: [Production]}}]}\n"
                + "requires: {threads: resolved}\n";
        assertThat(post(office.admin(), "/policies?comment=why", policy)).isEqualTo(201);
        assertThat(post(office.admin(), "/policies/simulate?limit=1", policy)).isEqualTo(200);
    }
}
