package io.countersign.api;

import io.countersign.artifact.BrokenUpload;
import io.countersign.artifact.StoreFull;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.wire.BadRequest;
import io.countersign.wire.BodyBytes;
import io.countersign.wire.Challenge;
import io.countersign.wire.ServerFailure;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.axonframework.common.AxonException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Tells failures of Countersign's own API as problem details (RFC 9457), each type named by its reason. */
@RestControllerAdvice(annotations = GovernanceRoutes.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
final class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final String TYPE = "urn:countersign:problem:";

    @ExceptionHandler
    ResponseEntity<ProblemDetail> rejected(Rejection rejection, HttpServletResponse response) {
        Challenge.write(rejection, response);
        return problem(
                status(rejection.reason().kind()), rejection.reason().code(), String.valueOf(rejection.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreadable(BadRequest failure) {
        return problem(HttpStatus.BAD_REQUEST, "bad-request", String.valueOf(failure.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> tooLarge(BodyBytes.TooLarge failure) {
        return problem(HttpStatus.CONTENT_TOO_LARGE, "body-too-large", String.valueOf(failure.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> compressed(BodyBytes.UnsupportedCoding failure) {
        return problem(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE, "content-coding-unsupported", String.valueOf(failure.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> tooSlow(BodyBytes.TooSlow failure) {
        return problem(HttpStatus.REQUEST_TIMEOUT, "body-too-slow", String.valueOf(failure.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> wrongType(MethodArgumentTypeMismatchException failure) {
        return problem(
                HttpStatus.BAD_REQUEST,
                Reason.PARAMETER_INVALID.code(),
                "Invalid value \"" + failure.getValue() + "\" for parameter '" + failure.getName() + "'.");
    }

    /** Of a form, which is what clients call a body of which they were not told what it is. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreadableParameters(InvalidParameterException failure) {
        LOG.debug("The parameters of a request cannot be read.", failure);
        return problem(
                HttpStatus.BAD_REQUEST,
                "bad-request",
                "The query string, or the form that the body is said to be, cannot be read.");
    }

    /** Mostly there is nobody left to tell. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> broken(BrokenUpload failure) {
        return problem(HttpStatus.BAD_REQUEST, "upload-broken", String.valueOf(failure.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> full(StoreFull failure) {
        LOG.error("{}", failure.getMessage());
        return problem(
                HttpStatus.INSUFFICIENT_STORAGE,
                "store-full",
                failure.getMessage() + " Nothing was stored; have an operator make room, then send it again.");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> lost(NoSuchFileException failure) {
        LOG.error("The artifact store has lost {}.", failure.getFile());
        return problem(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "artifact-lost",
                "The log knows this file, but its bytes are not in the store; an operator must restore them.");
    }

    /** What comes of a database that is away. */
    @ExceptionHandler({DataAccessException.class, TransactionException.class, AxonException.class})
    ResponseEntity<ProblemDetail> failed(Exception failure, HttpServletRequest request) {
        ServerFailure told = ServerFailure.of(failure, request);
        return problem(told.status(), told.code().toLowerCase(Locale.ROOT).replace('_', '-'), told.message());
    }

    /** Of this media type whatever the client accepts: an answer without words would help it less. */
    private static ResponseEntity<ProblemDetail> problem(HttpStatus status, String code, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create(TYPE + code));
        problem.setTitle(title(code));
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (ServerFailure.passes(status)) {
            answer.header(HttpHeaders.RETRY_AFTER, "1");
        }
        return answer.body(problem);
    }

    private static String title(String code) {
        String words = code.replace('-', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static HttpStatus status(Reason.Kind kind) {
        return switch (kind) {
            case INVALID -> HttpStatus.BAD_REQUEST;
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case ALREADY_EXISTS, INVALID_STATE, CONFLICT -> HttpStatus.CONFLICT;
            case FORBIDDEN -> HttpStatus.FORBIDDEN;
            case UNAUTHENTICATED -> HttpStatus.UNAUTHORIZED;
            case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
            case UNSUPPORTED_TYPE -> HttpStatus.UNSUPPORTED_MEDIA_TYPE;
            case EXCESSIVE -> HttpStatus.TOO_MANY_REQUESTS;
            case BUSY -> HttpStatus.SERVICE_UNAVAILABLE;
        };
    }
}
