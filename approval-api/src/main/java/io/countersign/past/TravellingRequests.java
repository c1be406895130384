package io.countersign.past;

import io.countersign.rejection.Invalid;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Has requests with {@code as_of} answered as of then, and the answer say which point that was. Who may ask, and that they did,
 * is decided and recorded before, and now.
 */
@Component
final class TravellingRequests implements HandlerInterceptor, WebMvcConfigurer {

    private static final String PARAMETER = "as_of";

    private final History history;

    TravellingRequests(History history) {
        this.history = history;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).order(Ordered.LOWEST_PRECEDENCE);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        String asOf =
                request.getQueryString() == null || !request.getQueryString().contains(PARAMETER)
                        ? null
                        : request.getParameter(PARAMETER);
        if (asOf != null) {
            requireOfThePast(handler, asOf);
            PointInTime point = history.at(asOf);
            response.setHeader("Countersign-As-Of", point.time().toString());
            response.setHeader("Countersign-As-Of-Event", point.eventId());
            TimeTravel.to(point);
        }
        return true;
    }

    private static void requireOfThePast(Object handler, String asOf) {
        boolean tells = handler instanceof HandlerMethod method
                && (AnnotatedElementUtils.hasAnnotation(method.getMethod(), AsOf.class)
                        || AnnotatedElementUtils.hasAnnotation(method.getBeanType(), AsOf.class));
        if (!tells) {
            throw Invalid.value(PARAMETER, asOf, "what is asked for here is told as it is now alone; leave it out.");
        }
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        TimeTravel.end();
    }
}
