package io.countersign.access;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Refuses to start a server with an HTTP handler that nobody could call, because it names no operation. */
final class GuardedRoutes implements SmartInitializingSingleton {

    private final ObjectProvider<RequestMappingInfoHandlerMapping> mappings;

    GuardedRoutes(ObjectProvider<RequestMappingInfoHandlerMapping> mappings) {
        this.mappings = mappings;
    }

    @Override
    public void afterSingletonsInstantiated() {
        List<String> missing =
                mappings.stream().flatMap(GuardedRoutes::unguarded).sorted().toList();
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "These HTTP handlers name no operation by @Requires: " + String.join("; ", missing));
        }
    }

    private static Stream<String> unguarded(RequestMappingInfoHandlerMapping mapping) {
        return mapping.getHandlerMethods().entrySet().stream()
                .filter(route -> Rule.isOurs(route.getValue()))
                .filter(route -> Rule.of(route.getValue()) instanceof Rule.Missing)
                .map(route -> route.getKey() + " " + route.getValue().getShortLogMessage());
    }
}
