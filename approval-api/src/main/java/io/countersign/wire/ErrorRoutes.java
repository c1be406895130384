package io.countersign.wire;

import io.countersign.access.OpenToEveryone;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells in the form of the contracts what was refused between the servlet container and the handlers. */
@RestController
final class ErrorRoutes implements ErrorController {

    @OpenToEveryone(because = "it tells no more than the status of the request that was refused")
    @RequestMapping("/error")
    ResponseEntity<WireError> error(HttpServletRequest request) {
        Object refused = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        int status = refused instanceof Integer code ? code : HttpStatus.NOT_FOUND.value();
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(WireError.ofStatus(status));
    }
}
