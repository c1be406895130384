package io.countersign.wire;

import io.countersign.rejection.Reason;
import org.springframework.http.HttpStatus;

/** An error as MLflow's and Databricks' clients read it. */
public record WireError(String errorCode, String message) {

    public static final String INVALID_PARAMETER_VALUE = "INVALID_PARAMETER_VALUE";

    /** For a request of which nothing but the status is known. */
    static WireError ofStatus(int status) {
        return switch (status) {
            case 401 -> new WireError("UNAUTHENTICATED", "Sign in with a user name and password.");
            case 403 -> new WireError("PERMISSION_DENIED", "Permission denied.");
            case 404, 405, 501 -> new WireError("ENDPOINT_NOT_FOUND", "No API found for this request.");
            case 413, 414, 431 -> new WireError(INVALID_PARAMETER_VALUE, "The request is too large.");
            default ->
                status < 500
                        ? new WireError(
                                "BAD_REQUEST",
                                "The request is not proper HTTP, or its path is not plain: it has '..', '//', ';' or an"
                                        + " encoded separator.")
                        : new WireError("INTERNAL_ERROR", "The server failed to handle this request.");
        };
    }

    static String codeOf(Reason.Kind kind) {
        return switch (kind) {
            case INVALID, TOO_LARGE, UNSUPPORTED_TYPE -> INVALID_PARAMETER_VALUE;
            case NOT_FOUND -> "RESOURCE_DOES_NOT_EXIST";
            case ALREADY_EXISTS -> "RESOURCE_ALREADY_EXISTS";
            case INVALID_STATE -> "INVALID_STATE";
            case FORBIDDEN -> "PERMISSION_DENIED";
            case UNAUTHENTICATED -> "UNAUTHENTICATED";
            case CONFLICT -> "RESOURCE_CONFLICT";
            case EXCESSIVE -> "REQUEST_LIMIT_EXCEEDED";
            case BUSY -> "TEMPORARILY_UNAVAILABLE";
        };
    }

    /**
     * The statuses of the contract, with one exception: for an invalid state MLflow's server answers 500, on which its
     * clients try again for minutes; here it is 400, as Databricks' clients have it.
     */
    static HttpStatus statusOf(Reason.Kind kind) {
        return switch (kind) {
            case INVALID, ALREADY_EXISTS, INVALID_STATE -> HttpStatus.BAD_REQUEST;
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case FORBIDDEN -> HttpStatus.FORBIDDEN;
            case UNAUTHENTICATED -> HttpStatus.UNAUTHORIZED;
            case CONFLICT -> HttpStatus.CONFLICT;
            case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
            case UNSUPPORTED_TYPE -> HttpStatus.UNSUPPORTED_MEDIA_TYPE;
            case EXCESSIVE -> HttpStatus.TOO_MANY_REQUESTS;
            case BUSY -> HttpStatus.SERVICE_UNAVAILABLE;
        };
    }
}
