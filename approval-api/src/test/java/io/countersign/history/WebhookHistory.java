package io.countersign.history;

import io.countersign.assembly.Caller;
import io.countersign.assembly.InProcessServer;
import io.countersign.delivery.GivingUp;
import io.countersign.signin.FirstAdmin;
import io.countersign.webhook.WebhookEvent;
import io.countersign.webhook.WebhookId;
import java.util.List;
import java.util.Map;

/** Receivers are named, renamed, given up and forgotten. None of them is there, and none is called. */
record WebhookHistory(InProcessServer server) {

    private static final String WEBHOOKS = "/api/governance/v1/webhooks";

    void write() {
        server.part(FirstAdmin.class).createIfNobodyCanSignIn();
        Caller admin = new Caller(server, FirstAdmin.USERNAME, InProcessServer.ADMIN_PASSWORD);
        String changed = made(admin, "changed");
        admin.send(
                "PATCH",
                WEBHOOKS + "/" + changed,
                Map.of("description", History.WRITTEN, "stages", List.of("Production"), "events", List.of("gate.*")));
        admin.post(WEBHOOKS + "/" + changed + "/rotate-secret", Map.of());
        server.part(GivingUp.class).giveUp(new WebhookId(made(admin, "gone")), WebhookEvent.Cause.GONE);
        String again = made(admin, "again");
        server.part(GivingUp.class).giveUp(new WebhookId(again), WebhookEvent.Cause.FAILING);
        admin.send("PATCH", WEBHOOKS + "/" + again, Map.of("status", "active"));
        admin.post(
                WEBHOOKS,
                Map.of(
                        "kind",
                        "jenkins",
                        "url",
                        "http://127.0.0.1:9000/",
                        "authorization",
                        "Basic Y2k6dG9rZW4=",
                        "events",
                        List.of("registered-model.transition-requested"),
                        "job",
                        Map.of("path", "release", "parameters", Map.of("VERSION", "data.version"), "check", "build")));
        admin.send("DELETE", WEBHOOKS + "/" + made(admin, "deleted"), Map.of());
    }

    private static String made(Caller admin, String name) {
        return admin.post(
                        WEBHOOKS,
                        Map.of(
                                "name",
                                name,
                                "url",
                                "http://127.0.0.1:9000/",
                                "events",
                                List.of("*"),
                                "description",
                                name))
                .get("webhook_id")
                .asString();
    }
}
