package io.countersign.wire;

import io.countersign.rejection.Reason;
import org.springframework.http.HttpStatus;

/** An error as MLflow's and Databricks' clients read it. */
public record WireError(String errorCode, String message) {

    static final String INVALID_PARAMETER_VALUE = "INVALID_PARAMETER_VALUE";

    static String codeOf(Reason.Kind kind) {
        return switch (kind) {
            case INVALID -> INVALID_PARAMETER_VALUE;
            case NOT_FOUND -> "RESOURCE_DOES_NOT_EXIST";
            case ALREADY_EXISTS -> "RESOURCE_ALREADY_EXISTS";
            case INVALID_STATE -> "INVALID_STATE";
            case FORBIDDEN -> "PERMISSION_DENIED";
            case CONFLICT -> "RESOURCE_CONFLICT";
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
            case CONFLICT -> HttpStatus.CONFLICT;
            case BUSY -> HttpStatus.SERVICE_UNAVAILABLE;
        };
    }
}
