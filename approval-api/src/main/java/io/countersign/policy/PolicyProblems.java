package io.countersign.policy;

import io.countersign.api.GovernanceRoutes;
import java.net.URI;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Tells what is wrong with a document, place by place. */
@RestControllerAdvice(annotations = GovernanceRoutes.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PolicyProblems {

    @ExceptionHandler
    ResponseEntity<ProblemDetail> invalid(InvalidPolicy invalid) {
        ProblemDetail problem =
                ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, String.valueOf(invalid.getMessage()));
        problem.setType(URI.create("urn:countersign:problem:policy-invalid"));
        problem.setTitle("Policy invalid");
        problem.setProperty("errors", invalid.errors());
        return ResponseEntity.badRequest()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
