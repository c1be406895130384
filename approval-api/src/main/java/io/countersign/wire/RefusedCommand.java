package io.countersign.wire;

import io.countersign.Command;
import io.countersign.rejection.Rejection;
import java.util.Optional;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/** The command that was refused last in the request of this thread. */
public record RefusedCommand(Rejection rejection, Command command) {

    private static final String ATTRIBUTE = RefusedCommand.class.getName();

    static Rejection noted(Rejection rejection, Command command) {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        if (request != null) {
            request.setAttribute(ATTRIBUTE, new RefusedCommand(rejection, command), RequestAttributes.SCOPE_REQUEST);
        }
        return rejection;
    }

    /** Empty when no command was refused so, and outside of a request. */
    public static Optional<Command> by(Rejection rejection) {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        return request != null
                        && request.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST)
                                instanceof RefusedCommand refused
                        && refused.rejection() == rejection
                ? Optional.of(refused.command())
                : Optional.empty();
    }
}
