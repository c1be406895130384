package io.countersign.demo;

import io.countersign.startup.StartupError;
import java.net.URI;
import org.mlflow.tracking.MlflowClientException;
import org.mlflow.tracking.MlflowHttpException;
import tools.jackson.core.JacksonException;

/** Why the story ended early, in one line. */
final class Failures {

    private Failures() {}

    static StartupError told(URI server, MlflowClientException failure) {
        if (!(failure instanceof MlflowHttpException refused)) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            return StartupError.of(
                    "No server answers at %s (%s); start one with: countersign serve",
                    server, cause.getClass().getSimpleName());
        }
        return switch (refused.getStatusCode()) {
            case 401 ->
                StartupError.of(
                        "%s does not accept this user and password; give an admin's with --admin-user and"
                                + " COUNTERSIGN_ADMIN_PASSWORD or --admin-password.",
                        server);
            case 403 -> StartupError.of("The demo has to be started by an admin: %s", message(refused));
            default -> StartupError.of("%s answered %d: %s", server, refused.getStatusCode(), message(refused));
        };
    }

    /** What the server said, without the form that it said it in. */
    static String message(MlflowHttpException refused) {
        String body = String.valueOf(refused.getBodyMessage()).strip();
        try {
            String message = Connection.JSON.readTree(body).path("message").asString("");
            return message.isEmpty() ? firstLine(body) : message;
        } catch (JacksonException notJson) {
            return firstLine(body);
        }
    }

    private static String firstLine(String body) {
        return body.lines().findFirst().orElse("(nothing)");
    }
}
