package io.countersign.mlflow;

import io.countersign.loggedmodel.LoggedModelCommand;
import io.countersign.loggedmodel.LoggedModelId;
import io.countersign.loggedmodel.LoggedModelQueries;
import io.countersign.loggedmodel.LoggedModelView;
import io.countersign.mlflow.RunMessages.Point;
import io.countersign.rejection.Rejection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds logged models, or says that they do not exist. */
@Component
final class LoggedModels {

    private final LoggedModelQueries models;

    LoggedModels(LoggedModelQueries models) {
        this.models = models;
    }

    /** @throws Rejection when there is none, or it was deleted and that is not allowed */
    LoggedModelView require(String id, boolean allowDeleted) {
        return models.byId(id).filter(found -> allowDeleted || !found.deleted()).orElseThrow(() -> notFound(id));
    }

    /**
     * Training goes on when somebody deletes the model meanwhile; points of a model that never was are refused.
     *
     * @throws Rejection when a point names a logged model that does not exist
     */
    void requireEachOf(@Nullable List<Point> points) {
        if (points == null || points.stream().allMatch(point -> point.modelId() == null)) {
            return;
        }
        Set<String> named =
                points.stream().map(Point::modelId).filter(Objects::nonNull).collect(Collectors.toSet());
        Set<String> known = models.known(named);
        named.stream().filter(id -> !known.contains(id)).sorted().findFirst().ifPresent(id -> {
            throw notFound(id);
        });
    }

    private static Rejection notFound(String id) {
        return new LoggedModelCommand.Delete(new LoggedModelId(id)).notFound();
    }
}
