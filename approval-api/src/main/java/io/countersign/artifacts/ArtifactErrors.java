package io.countersign.artifacts;

import io.countersign.artifact.BrokenUpload;
import io.countersign.artifact.StoreFull;
import io.countersign.wire.WireError;
import java.nio.file.NoSuchFileException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Tells what the store refuses, in the form of the wire contract. */
@RestControllerAdvice(basePackageClasses = ArtifactErrors.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ArtifactErrors {

    private static final Logger LOG = LoggerFactory.getLogger(ArtifactErrors.class);

    /** Mostly there is nobody left to tell. */
    @ExceptionHandler
    ResponseEntity<WireError> broken(BrokenUpload failure) {
        return answer(HttpStatus.BAD_REQUEST, WireError.INVALID_PARAMETER_VALUE, String.valueOf(failure.getMessage()));
    }

    /** Not a status that clients repeat: it will be full a second later too. */
    @ExceptionHandler
    ResponseEntity<WireError> full(StoreFull failure) {
        LOG.error("{}", failure.getMessage());
        return answer(
                HttpStatus.INSUFFICIENT_STORAGE,
                "RESOURCE_EXHAUSTED",
                failure.getMessage() + " Nothing was stored; have an operator make room, then upload again.");
    }

    @ExceptionHandler
    ResponseEntity<WireError> lost(NoSuchFileException failure) {
        LOG.error("The artifact store has lost {}.", failure.getFile());
        return answer(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "INTERNAL_ERROR",
                "The log knows this artifact, but its bytes are not in the store; an operator must restore them.");
    }

    private static ResponseEntity<WireError> answer(HttpStatus status, String code, String message) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(new WireError(code, message));
    }
}
