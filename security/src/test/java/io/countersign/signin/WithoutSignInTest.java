package io.countersign.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.access.ToyController;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WithoutSignInTest {

    private final ToyServer server = new ToyServer(ToyController.class, "--countersign.auth=none");

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void theOnePersonMayEverythingAndEveryDecisionSaysSo() {
        assertThat(server.get("/me").body())
                .contains("\"actor\":\"local-person\"", "\"authentication\":\"none\"", "[ADMIN] alone");
        assertThat(server.post("/decide").body()).isEqualTo("decided");
        assertThat(server.get("/actuator/metrics").body()).isEqualTo("metrics");
        assertThat(server.get("/later").body()).isEqualTo("later");
    }

    @Test
    void aNameThatWasMadeToPointHereIsNotAnswered() throws IOException {
        assertThat(server.getAs("evil.example:" + server.port(), "/me")).contains("403");
        assertThat(server.getAs("evil.example", "/health")).contains("403");
        assertThat(server.getAs("localhost:" + server.port(), "/me")).contains("200");
    }

    @Test
    void aPageOfAnotherSiteIsNotAnswered() {
        assertThat(server.get("/me", "Origin", "https://evil.example").statusCode())
                .isEqualTo(403);
        assertThat(server.post("/decide", "Sec-Fetch-Site", "cross-site").statusCode())
                .isEqualTo(403);
    }

    @Test
    void nobodyIsCreated() {
        TestDatabase.empty();
        assertThat(server.part(FirstAdmin.class).createIfNobodyCanSignIn()).isEmpty();
    }

    @Test
    void aServerThatOthersCanReachDoesNotStart() {
        for (String address : new String[] {"0.0.0.0", ""}) {
            assertThatThrownBy(() -> new ToyServer(
                            ToyController.class, "--countersign.auth=none", "--server.address=" + address))
                    .hasStackTraceContaining("must listen on this machine only");
        }
    }

    @Test
    void aServerWithAnUnguardedRouteDoesNotStart() {
        assertThatThrownBy(() -> new ToyServer(Forgotten.class, "--countersign.auth=none"))
                .hasMessageContaining("{GET [/forgotten]}")
                .hasMessageContaining("Forgotten#forgotten");
    }

    @RestController
    static class Forgotten {
        @GetMapping("/forgotten")
        String forgotten() {
            return "";
        }
    }
}
