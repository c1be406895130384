package io.countersign.attempt;

import io.countersign.catalog.ModelQueries;
import io.countersign.catalog.VersionQueries;
import io.countersign.catalog.VersionView;
import io.countersign.inbox.RequestQueries;
import io.countersign.inbox.RequestView;
import io.countersign.policy.Change;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RequestId;
import io.countersign.registeredmodel.Stage;
import io.countersign.thread.ThreadId;
import io.countersign.thread.ThreadQueries;
import io.countersign.thread.ThreadView;
import io.countersign.wire.ShortMessage;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerMapping;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an HTTP request is aimed at that did not get as far as a command. Only what exists is told: no word of whoever sent
 * it gets onto the record this way.
 */
@Component
final class RequestTarget {

    private final ModelQueries models;
    private final VersionQueries versions;
    private final RequestQueries requests;
    private final ThreadQueries threads;

    RequestTarget(ModelQueries models, VersionQueries versions, RequestQueries requests, ThreadQueries threads) {
        this.models = models;
        this.versions = versions;
        this.requests = requests;
        this.threads = threads;
    }

    AttemptTarget of(HttpServletRequest http) {
        Map<String, String> variables = variables(http);
        String route = String.valueOf(http.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
        String id = variables.get("id");
        if (id != null && route.contains("/requests/{id}")) {
            return requests.byId(new RequestId(id)).map(RequestTarget::of).orElse(AttemptTarget.UNKNOWN);
        }
        if (id != null && route.contains("/threads/{id}")) {
            return threads.byId(new ThreadId(id)).map(RequestTarget::of).orElse(AttemptTarget.UNKNOWN);
        }
        ObjectNode message = ShortMessage.of(http);
        return model(
                route.contains("/models/{name}") ? variables.get("name") : text(message, "name"),
                variables.containsKey("version") ? variables.get("version") : text(message, "version"),
                text(message, "stage"));
    }

    private static AttemptTarget of(RequestView request) {
        return CommandTarget.of(new RequestId(request.requestId()), new ModelId(request.modelId()), request.change());
    }

    private static AttemptTarget of(ThreadView thread) {
        return new AttemptTarget(thread.model(), thread.version(), "thread/" + thread.id(), thread.request());
    }

    private AttemptTarget model(@Nullable String name, @Nullable String version, @Nullable String stage) {
        Optional<ModelId> model = Optional.ofNullable(name).flatMap(models::idOf);
        if (model.isEmpty()) {
            return AttemptTarget.UNKNOWN;
        }
        Integer number = version == null || name == null ? null : number(name, version);
        return new AttemptTarget(model.get(), number, number == null ? null : topic(number, stage), null);
    }

    private @Nullable Integer number(String name, String version) {
        try {
            return versions.byNumber(name, Integer.parseInt(version))
                    .map(VersionView::version)
                    .orElse(null);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable String topic(int version, @Nullable String stage) {
        return Stream.of(Stage.values())
                .filter(each -> each.label().equalsIgnoreCase(stage))
                .findFirst()
                .map(to -> new Change.ToStage(version, Stage.NONE, to).topic())
                .orElse(null);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> variables(HttpServletRequest http) {
        return http.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
                ? (Map<String, String>) variables
                : Map.of();
    }

    private static @Nullable String text(ObjectNode message, String field) {
        return message.path(field).isValueNode() ? message.path(field).asString() : null;
    }
}
