package io.countersign.accesslog;

import io.countersign.access.CurrentActor;
import io.countersign.access.Operation;
import io.countersign.access.Operations;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Sees who reads or exports what is on record, once the guard has let them through and before they are answered. */
@Component
final class AuditReads implements HandlerInterceptor, WebMvcConfigurer {

    private static final Set<Operation> OF_RECORDS = EnumSet.of(
            Operation.READ_AUDIT,
            Operation.READ_ATTEMPTS,
            Operation.READ_ACCESSES,
            Operation.READ_EVENTS,
            Operation.SEARCH_AUDIT,
            Operation.EXPORT_AUDIT);

    private final AccessLog log;
    private final CurrentActor current;

    AuditReads(AccessLog log, CurrentActor current) {
        this.log = log;
        this.current = current;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this); // after the guard, which has the highest precedence
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getDispatcherType() == DispatcherType.REQUEST) {
            Operations.of(handler).filter(OF_RECORDS::contains).ifPresent(operation -> record(request, operation));
        }
        return true;
    }

    private void record(HttpServletRequest request, Operation operation) {
        log.reads(current.signedIn(), operation, ReadRequest.of(request), request.getRemoteAddr(), current.trace());
    }
}
