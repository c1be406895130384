package io.countersign.access;

import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;

/** What an HTTP handler's annotations say about who may call it. */
sealed interface Rule {

    record Needs(Operation operation) implements Rule {}

    record Open() implements Rule {}

    record Missing() implements Rule {}

    /** A method's own annotation counts before its controller's. */
    static Rule of(Object handler) {
        return handler instanceof HandlerMethod method && isOurs(method) ? ofMethod(method) : new Missing();
    }

    /** Handlers that a library brings were not written with this guard in mind. */
    static boolean isOurs(HandlerMethod method) {
        return method.getBeanType().getName().startsWith("io.countersign.");
    }

    private static Rule ofMethod(HandlerMethod method) {
        Requires own = AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), Requires.class);
        if (own == null && method.hasMethodAnnotation(OpenToEveryone.class)) {
            return new Open();
        }
        return needs(
                own == null ? AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), Requires.class) : own);
    }

    private static Rule needs(@Nullable Requires requires) {
        return requires == null ? new Missing() : new Needs(requires.value());
    }
}
