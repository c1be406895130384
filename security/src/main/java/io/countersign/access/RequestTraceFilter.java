package io.countersign.access;

import io.countersign.event.EventMetadata;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/** Names each request, in its answer and in every line that the server logs meanwhile. */
final class RequestTraceFilter extends OncePerRequestFilter {

    static final String REQUEST_HEADER = "X-Request-Id";
    static final String CORRELATION_HEADER = "X-Correlation-Id";

    private static final String ATTRIBUTE = RequestTrace.class.getName();
    private static final ThreadLocal<RequestTrace> CURRENT = new ThreadLocal<>();

    static Optional<RequestTrace> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        RequestTrace trace = traceOf(request);
        response.setHeader(REQUEST_HEADER, trace.request());
        CURRENT.set(trace);
        MDC.put(EventMetadata.REQUEST, trace.request());
        MDC.put(EventMetadata.CORRELATION, trace.correlation());
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.remove(EventMetadata.CORRELATION);
            MDC.remove(EventMetadata.REQUEST);
            CURRENT.remove();
        }
    }

    /** A request that goes on in another thread, or to the error page, keeps its ids. */
    private static RequestTrace traceOf(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof RequestTrace known) {
            return known;
        }
        RequestTrace trace = RequestTrace.of(request.getHeader(REQUEST_HEADER), request.getHeader(CORRELATION_HEADER));
        request.setAttribute(ATTRIBUTE, trace);
        return trace;
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }
}
