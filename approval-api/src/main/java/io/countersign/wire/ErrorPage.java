package io.countersign.wire;

import io.countersign.access.OpenToEveryone;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is refused before it reaches any route, such as a path that climbs, in the form of the wire contracts. */
@RestController
final class ErrorPage implements ErrorController {

    @RequestMapping("${spring.web.error.path:/error}")
    @OpenToEveryone(because = "it says only that the server refused to read the request")
    ResponseEntity<WireError> error(HttpServletRequest request) {
        HttpStatus status = status(request);
        return switch (status) {
            case NOT_FOUND -> answer(status, "ENDPOINT_NOT_FOUND", "No API found for this path.");
            case BAD_REQUEST ->
                answer(
                        status,
                        WireError.INVALID_PARAMETER_VALUE,
                        "The request's path or headers are not allowed: use plain paths without '..', '//', ';' or "
                                + "encoded separators.");
            default ->
                status.is4xxClientError()
                        ? answer(status, "BAD_REQUEST", status.getReasonPhrase())
                        : answer(status, "INTERNAL_ERROR", "The server failed to handle this request.");
        };
    }

    private static HttpStatus status(HttpServletRequest request) {
        HttpStatus status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? HttpStatus.resolve(code)
                : HttpStatus.NOT_FOUND;
        return status == null ? HttpStatus.INTERNAL_SERVER_ERROR : status;
    }

    private static ResponseEntity<WireError> answer(HttpStatus status, String code, String message) {
        return ResponseEntity.status(status).body(new WireError(code, message));
    }
}
