package io.countersign.access;

import io.countersign.identity.Role;
import io.countersign.program.Routes;
import io.countersign.program.Routes.Route;
import io.countersign.token.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every route, and which role may use it, as a page of the documentation has it. */
final class AccessMatrix {

    private AccessMatrix() {}

    /** In Markdown; one line for each handler, with as many twins as it has. */
    static String page() {
        Map<String, List<Route>> handlers = new LinkedHashMap<>();
        Routes.all().stream()
                .filter(route -> !route.path().equals("/nowhere"))
                .sorted(Comparator.comparing(Route::path).thenComparing(Route::method))
                .forEach(route -> handlers.computeIfAbsent(keyOf(route), key -> new ArrayList<>())
                        .add(route));
        return header()
                + handlers.values().stream()
                        .sorted(Comparator.comparing(
                                        (List<Route> twins) -> canonical(twins).path())
                                .thenComparing(twins -> twins.getFirst().method()))
                        .map(AccessMatrix::line)
                        .collect(Collectors.joining());
    }

    private static String keyOf(Route route) {
        String last = route.path().replaceAll("^(/ajax-api|/api)?/\\d\\.\\d", "");
        return route.handler() + last;
    }

    private static String header() {
        List<String> roles = Arrays.stream(Role.values()).map(Role::label).toList();
        return "| route | twins | operation | " + String.join(" | ", roles)
                + " | or on the object | scope of tokens |\n|"
                + "---|".repeat(roles.size() + 5)
                + "\n";
    }

    private static String line(List<Route> twins) {
        Route route = canonical(twins);
        Operation operation = route.operation();
        return "| `%s %s` | %s | %s | %s | %s | %s |\n"
                .formatted(
                        route.method(),
                        route.path(),
                        twins.size() == 1 ? "" : "+" + (twins.size() - 1),
                        operation == null ? "open" : operation.code(),
                        Arrays.stream(Role.values())
                                .map(role -> allows(role, operation) ? "✓" : "")
                                .collect(Collectors.joining(" | ")),
                        operation == null
                                ? ""
                                : operation
                                        .sufficient()
                                        .map(AccessMatrix::level)
                                        .orElse(""),
                        operation == null
                                ? ""
                                : operation.scope().map(Scope::label).orElse("none does"));
    }

    private static String level(Operation.Sufficient sufficient) {
        return "`" + sufficient.level() + "`";
    }

    static boolean allows(Role role, @Nullable Operation operation) {
        return operation == null || role.includes(operation.leastRole());
    }

    /** Those that MLflow's newest clients use have others as their twins. */
    private static Route canonical(List<Route> twins) {
        return twins.stream()
                .min(Comparator.comparing((Route route) -> route.path().startsWith("/ajax-api"))
                        .thenComparing(Route::path))
                .orElseThrow();
    }
}
