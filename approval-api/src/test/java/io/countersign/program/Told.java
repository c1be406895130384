package io.countersign.program;

import com.databricks.sdk.core.DatabricksError;
import com.databricks.sdk.core.DatabricksException;
import io.countersign.program.Http.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.Set;
import org.mlflow.tracking.MlflowClientException;
import org.mlflow.tracking.MlflowHttpException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a client was told of a command that was not acknowledged. */
record Told(Outcome outcome, String words) {

    /** Reasons that a command may be refused for when others, or an earlier attempt, did what it asks for. */
    private static final Set<String> REFUSALS = Set.of(
            "RESOURCE_ALREADY_EXISTS",
            "RESOURCE_DOES_NOT_EXIST",
            "INVALID_STATE",
            "RESOURCE_CONFLICT",
            "urn:countersign:problem:request-exists",
            "urn:countersign:problem:request-not-found");

    private static final Set<String> AWAY =
            Set.of("TEMPORARILY_UNAVAILABLE", "urn:countersign:problem:temporarily-unavailable");

    /** What Databricks' client makes of a connection that fails. */
    private static final String LOST = "IO_ERROR";

    private static final String NOTHING_CHANGED = "nothing was changed";

    /** An answer of plain HTTP that does not acknowledge. */
    static final class Unsuccessful extends RuntimeException {

        private static final long serialVersionUID = 1L;
        private final int status;

        Unsuccessful(Answer answer) {
            super(answer.body());
            status = answer.status();
        }
    }

    static Told by(RuntimeException failure) {
        return switch (failure) {
            case MlflowHttpException e -> read(e.getStatusCode(), String.valueOf(e.getBodyMessage()));
            case DatabricksError e -> read(e);
            case Unsuccessful e -> read(e.status, String.valueOf(e.getMessage()));
            case MlflowClientException e -> lost(e);
            case DatabricksException e -> lost(e);
            case UncheckedIOException e -> lost(e);
            default -> throw failure;
        };
    }

    private static Told read(DatabricksError failure) {
        String code = String.valueOf(failure.getErrorCode());
        return code.equals(LOST)
                ? lost(failure)
                : judge(failure.getStatusCode(), code, String.valueOf(failure.getMessage()));
    }

    private static Told read(int status, String body) {
        try {
            JsonNode json = JsonMapper.shared().readTree(body);
            return json.has("error_code")
                    ? judge(
                            status,
                            json.get("error_code").asString(),
                            json.path("message").asString(""))
                    : judge(
                            status,
                            json.path("type").asString(""),
                            json.path("detail").asString(""));
        } catch (JacksonException notJson) {
            return judge(status, "", body);
        }
    }

    private static Told judge(int status, String code, String message) {
        String words = status + " " + code + ": " + message;
        if (status == 503 && AWAY.contains(code)) {
            return new Told(message.contains(NOTHING_CHANGED) ? Outcome.REFUSED : Outcome.UNKNOWN, words);
        }
        boolean refused = status >= 400 && status < 500 && REFUSALS.contains(code) && !message.isBlank();
        return new Told(refused ? Outcome.REFUSED : Outcome.UNHEARD_OF, words);
    }

    private static Told lost(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException) {
                return new Told(Outcome.UNREACHED, cause.toString());
            }
            if (cause instanceof IOException) {
                return new Told(Outcome.UNKNOWN, cause.toString());
            }
        }
        return new Told(Outcome.UNHEARD_OF, failure.toString());
    }
}
