package io.countersign.program;

import io.countersign.access.OpenToEveryone;
import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.wire.Wire;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.stereotype.Controller;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.context.support.StaticWebApplicationContext;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every route of the program, as Spring reads it from the program's own classes. */
public final class Routes {

    /** Those that libraries bring. */
    private static final List<Route> OF_LIBRARIES = Stream.of(
                    "/actuator",
                    "/actuator/health",
                    "/actuator/info",
                    "/actuator/prometheus",
                    "/actuator/sbom",
                    "/actuator/sbom/application",
                    "/error",
                    "/nowhere")
            .map(path -> new Route("GET", path, List.of(), "library", guardOf(path)))
            .toList();

    private Routes() {}

    private static @Nullable Operation guardOf(String path) {
        return path.startsWith("/actuator") ? Operation.OPERATE_SERVER : null;
    }

    /**
     * One method of one path.
     *
     * @param path with {@code {placeholders}} and {@code **} as Spring writes them
     * @param fields that the route knows, in the query or in the body
     * @param handler the same for routes that are twins
     * @param operation null for those that are open to everyone
     */
    public record Route(
            String method,
            String path,
            List<String> fields,
            String handler,
            @Nullable Operation operation) {

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    public static List<Route> all() {
        List<Route> routes = new ArrayList<>(OF_LIBRARIES);
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(Controller.class));
        try (Mapping mapping = new Mapping()) {
            scanner.findCandidateComponents("io.countersign").stream()
                    .map(found -> ClassUtils.resolveClassName(
                            String.valueOf(found.getBeanClassName()), Routes.class.getClassLoader()))
                    .forEach(controller -> mapping.of(controller).forEach(routes::add));
        }
        return routes;
    }

    private static final class Mapping extends RequestMappingHandlerMapping implements AutoCloseable {

        private final StaticWebApplicationContext nothing = new StaticWebApplicationContext();

        Mapping() {
            nothing.refresh();
            setApplicationContext(nothing);
            afterPropertiesSet();
        }

        Stream<Route> of(Class<?> controller) {
            return MethodIntrospector.selectMethods(controller, (MethodIntrospector.MetadataLookup<RequestMappingInfo>)
                            method -> getMappingForMethod(method, controller))
                    .entrySet()
                    .stream()
                    .flatMap(entry -> routes(controller, entry.getKey(), entry.getValue()));
        }

        private static Stream<Route> routes(Class<?> controller, Method handler, RequestMappingInfo info) {
            Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
            return info.getPatternValues().stream()
                    .flatMap(path -> (methods.isEmpty() ? Set.of(RequestMethod.GET) : methods)
                            .stream()
                                    .map(method -> new Route(
                                            method.name(),
                                            path,
                                            fields(handler),
                                            controller.getSimpleName() + "." + handler.getName() + method,
                                            operation(controller, handler))));
        }

        private static @Nullable Operation operation(Class<?> controller, Method handler) {
            if (handler.isAnnotationPresent(OpenToEveryone.class)) {
                return null;
            }
            Requires own = handler.getAnnotation(Requires.class);
            Requires ofAll = controller.getAnnotation(Requires.class);
            return own != null ? own.value() : ofAll == null ? null : ofAll.value();
        }

        private static List<String> fields(Method handler) {
            return Arrays.stream(handler.getParameters())
                    .flatMap(Mapping::fields)
                    .toList();
        }

        private static Stream<String> fields(Parameter parameter) {
            if (parameter.isAnnotationPresent(Wire.class) && parameter.getType().isRecord()) {
                return Arrays.stream(parameter.getType().getRecordComponents())
                        .map(component ->
                                component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT));
            }
            RequestParam named = parameter.getAnnotation(RequestParam.class);
            return named == null ? Stream.empty() : Stream.of(named.name());
        }

        @Override
        public void close() {
            nothing.close();
        }
    }
}
