package io.countersign.wire;

import io.countersign.rejection.Invalid;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.search.InvalidSearch;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;

/** Tells every failure in the form of the wire contracts. No stack trace, no class name ever leaves the server. */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
final class WireErrors {

    private static final Logger LOG = LoggerFactory.getLogger(WireErrors.class);

    @ExceptionHandler
    ResponseEntity<WireError> rejected(Rejection rejection, HttpServletResponse response) {
        Challenge.write(rejection, response);
        return rejected(rejection);
    }

    private static ResponseEntity<WireError> rejected(Rejection rejection) {
        Reason.Kind kind = rejection.reason().kind();
        return answer(WireError.statusOf(kind), WireError.codeOf(kind), rejection.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<WireError> invalidSearch(InvalidSearch failure) {
        return answer(HttpStatus.BAD_REQUEST, WireError.INVALID_PARAMETER_VALUE, failure.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<WireError> unreadable(BadRequest failure) {
        return answer(HttpStatus.BAD_REQUEST, "BAD_REQUEST", failure.getMessage());
    }

    /** Handlers that libraries bring read requests by other means than ours. */
    @ExceptionHandler({HttpMessageNotReadableException.class, InvalidParameterException.class})
    ResponseEntity<WireError> unreadableToLibraries(Exception failure) {
        LOG.debug("A request cannot be read.", failure);
        return answer(HttpStatus.BAD_REQUEST, "BAD_REQUEST", "The body or the query string cannot be read.");
    }

    @ExceptionHandler
    ResponseEntity<WireError> wrongType(MethodArgumentTypeMismatchException failure) {
        String given = String.valueOf(failure.getValue());
        return rejected(Invalid.value(failure.getName(), given, "this route needs another type of value."));
    }

    @ExceptionHandler
    ResponseEntity<WireError> tooLarge(BodyBytes.TooLarge failure) {
        return answer(HttpStatus.CONTENT_TOO_LARGE, WireError.INVALID_PARAMETER_VALUE, failure.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<WireError> compressed(BodyBytes.UnsupportedCoding failure) {
        return answer(HttpStatus.UNSUPPORTED_MEDIA_TYPE, WireError.INVALID_PARAMETER_VALUE, failure.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<WireError> tooSlow(BodyBytes.TooSlow failure) {
        return answer(HttpStatus.REQUEST_TIMEOUT, "DEADLINE_EXCEEDED", failure.getMessage());
    }

    /** Clients take this code as a sign to try an older route. */
    @ExceptionHandler
    ResponseEntity<WireError> unknownRoute(NoHandlerFoundException failure) {
        return answer(
                HttpStatus.NOT_FOUND,
                "ENDPOINT_NOT_FOUND",
                "No API found for '" + failure.getHttpMethod() + " " + failure.getRequestURL() + "'.");
    }

    @ExceptionHandler
    ResponseEntity<WireError> wrongMethod(HttpRequestMethodNotSupportedException failure) {
        return answer(
                HttpStatus.METHOD_NOT_ALLOWED,
                "ENDPOINT_NOT_FOUND",
                "This route does not answer " + failure.getMethod() + ", only " + failure.getSupportedHttpMethods()
                        + ".");
    }

    /** The client went away: there is nobody to tell. */
    @ExceptionHandler
    void gone(AsyncRequestNotUsableException failure) {
        LOG.debug("A client went away in the middle of an answer.", failure);
    }

    /** And so it is when whatever was writing the answer puts that into words of its own. */
    @ExceptionHandler
    @Nullable
    ResponseEntity<WireError> unwritten(HttpMessageNotWritableException failure, HttpServletRequest request) {
        if (NestedExceptionUtils.getMostSpecificCause(failure) instanceof IOException) {
            LOG.debug("A client went away in the middle of an answer.", failure);
            return null;
        }
        return failed(failure, request);
    }

    @ExceptionHandler
    ResponseEntity<WireError> failed(Exception failure, HttpServletRequest request) {
        if (hasNoContentType(request)) {
            return answer(HttpStatus.BAD_REQUEST, "BAD_REQUEST", "Content-Type names a type, without wildcards.");
        }
        if (failure instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
            return answer(known.getStatusCode(), "BAD_REQUEST", failure.getMessage());
        }
        ServerFailure told = ServerFailure.of(failure, request);
        return answer(told.status(), told.code(), told.message());
    }

    /** Spring fails on a wildcard there wherever it looks at the headers, by exceptions that could mean anything. */
    private static boolean hasNoContentType(HttpServletRequest request) {
        return request.getContentType() != null && request.getContentType().contains("*");
    }

    private static ResponseEntity<WireError> answer(
            HttpStatusCode status, String code, @org.jspecify.annotations.Nullable String message) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(status).contentType(MediaType.APPLICATION_JSON);
        if (ServerFailure.passes(status)) {
            answer.header(HttpHeaders.RETRY_AFTER, "1");
        }
        return answer.body(new WireError(code, String.valueOf(message)));
    }
}
