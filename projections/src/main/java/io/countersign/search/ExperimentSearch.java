package io.countersign.search;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Searches experiments by their attributes and tags. */
public final class ExperimentSearch {

    private static final Attribute ID =
            Attribute.text("experiment_id", "e.experiment_id").orLists();
    private static final Map<String, Attribute> ATTRIBUTES = Map.of(
            "experiment_id", ID,
            "name", Attribute.text("name", "e.name"),
            "creation_time", Attribute.integer("creation_time", "e.created_at"),
            "last_update_time", Attribute.integer("last_update_time", "e.updated_at"));

    private static final Target<String> TARGET = new Target<>(
            "experiments e",
            List.of("e.experiment_id"),
            (row, number) -> row.getString(1),
            new Vocabulary(
                    List.of(Family.tags("experiment_tags", "%1$s.experiment_id = e.experiment_id")),
                    ATTRIBUTES,
                    ATTRIBUTES,
                    false),
            List.of("creation_time DESC", "experiment_id ASC"),
            List.of("experiment_id DESC"),
            List.of(ID),
            Limit.tracking(50_000));

    private ExperimentSearch() {}

    /**
     * Finds experiment ids.
     *
     * @throws InvalidSearch if anything in the request cannot be understood
     */
    public static CompiledSearch<String> compile(ExperimentSearchRequest request) {
        return SearchCompiler.compile(
                TARGET,
                new Query(
                        lifecycle(request.viewType()),
                        Syntax.parseFilter(request.filter()),
                        Order.clauses(TARGET.vocabulary(), request.orderBy()),
                        request.maxResults(),
                        request.pageToken(),
                        identity(request)));
    }

    private static List<Fragment> lifecycle(ViewType viewType) {
        return switch (viewType) {
            case ACTIVE_ONLY -> List.of(Fragment.of("not e.deleted"));
            case DELETED_ONLY -> List.of(Fragment.of("e.deleted"));
            case ALL -> List.of();
        };
    }

    private static List<Object> identity(ExperimentSearchRequest request) {
        return List.of(
                "experiments", Objects.requireNonNullElse(request.filter(), ""), request.orderBy(), request.viewType());
    }
}
