package io.countersign.attempt;

import io.countersign.Command;
import io.countersign.access.CurrentActor;
import io.countersign.access.Operation;
import io.countersign.access.Operations;
import io.countersign.access.SignedIn;
import io.countersign.api.GovernanceRoutes;
import io.countersign.policy.InvalidPolicy;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.wire.RefusedCommand;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Sees every failure of every route before it is told, whichever API, guard or command it comes from, and puts on record
 * what was refused for who somebody is or for what the policies say. Answering is left to others.
 */
@Component
final class RefusalObserver implements HandlerExceptionResolver, Ordered {

    private static final Logger LOG = LoggerFactory.getLogger(RefusalObserver.class);

    private final CurrentActor current;
    private final RequestTarget targets;
    private final AttemptRecord record;

    RefusalObserver(CurrentActor current, RequestTarget targets, AttemptRecord record) {
        this.current = current;
        this.targets = targets;
        this.record = record;
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    /** @return null: it resolves nothing */
    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        try {
            observe(request, handler, failure);
        } catch (RuntimeException e) {
            LOG.error("A refused attempt at {} is not on record.", request.getRequestURI(), e);
        }
        return null;
    }

    private void observe(HttpServletRequest request, @Nullable Object handler, Exception failure) {
        SignedIn who = current.find().orElse(null);
        if (who == null || handler == null) {
            return;
        }
        if (failure instanceof Rejection rejection && rejection.reason().concernsAuthority()) {
            Optional<Command> command = RefusedCommand.by(rejection);
            operation(command, handler, who)
                    .ifPresent(operation -> record.add(
                            new AttemptRecord.Attempt(
                                    who.actor().subject(), operation, target(command, request), rejection.reason()),
                            current.trace()));
        } else if (failure instanceof InvalidPolicy policy && policy.namesAnUnknownGroup()) {
            Operations.of(handler)
                    .ifPresent(operation -> record.add(
                            new AttemptRecord.Attempt(
                                    who.actor().subject(), operation, target(policy), Reason.GROUP_NOT_FOUND),
                            current.trace()));
        }
    }

    /** Empty for what is no matter of governance: somebody who may not log runs, say. */
    private static Optional<Operation> operation(Optional<Command> command, Object handler, SignedIn who) {
        boolean ofGovernance = handler instanceof HandlerMethod method
                && method.getBeanType().isAnnotationPresent(GovernanceRoutes.class);
        return command.flatMap(sent -> Operations.of(sent, who.actor()))
                .or(() -> Operations.of(handler))
                .filter(operation -> ofGovernance || operation.concernsGovernance());
    }

    private AttemptTarget target(Optional<Command> command, HttpServletRequest request) {
        return command.map(CommandTarget::of).orElse(AttemptTarget.UNKNOWN).or(targets.of(request));
    }

    private static AttemptTarget target(InvalidPolicy policy) {
        return policy.name() == null ? AttemptTarget.UNKNOWN : AttemptTarget.named("policy/" + policy.name());
    }
}
