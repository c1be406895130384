package io.countersign.search;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Searches runs by their attributes, metrics, parameters and tags. */
public final class RunSearch {

    private static final String OF_RUN = "%1$s.run_id = r.run_id";

    private static final Family METRICS =
            new Family("metric", Set.of("metric", "metrics"), "latest_metrics", OF_RUN, ValueType.NUMBER, "run_id");
    private static final Family PARAMETERS = new Family(
            "parameter",
            Set.of("parameter", "parameters", "param", "params"),
            "run_params",
            OF_RUN,
            ValueType.TEXT,
            "run_id");
    private static final Family TAGS = Family.tags("run_tags", OF_RUN).indexedFor("run_id");

    private static final Attribute RUN_ID = Attribute.text("run_id", "r.run_id").orLists();
    private static final Attribute RUN_NAME = Attribute.text("run_name", "r.name");
    private static final Attribute START_TIME =
            Attribute.integer("start_time", "r.started_at").orNull();
    private static final Map<String, Attribute> ORDERS = withProvenance(Map.of(
            "run_id", RUN_ID,
            "run_name", RUN_NAME,
            "user_id", Attribute.text("user_id", "r.user_name").orNull(),
            "status", Attribute.text("status", "r.status"),
            "artifact_uri", Attribute.text("artifact_uri", "r.artifact_uri"),
            "start_time", START_TIME,
            "created", START_TIME,
            "Created", START_TIME,
            "end_time", Attribute.integer("end_time", "r.ended_at").orNull()));
    private static final Map<String, Attribute> ATTRIBUTES = withRunNameAliases(ORDERS);

    private static final Relation DATASETS = new Relation(
            "dataset",
            Set.of("dataset", "datasets"),
            "run_datasets d where d.run_id = r.run_id",
            Map.of("name", "d.name", "digest", "d.digest", "context", "d.context"));

    private static final List<String> LATEST_FIRST = List.of("start_time DESC", "run_id ASC");

    private static final Target<String> TARGET = new Target<>(
            "runs r join experiments e on e.experiment_id = r.experiment_id",
            List.of("r.run_id"),
            (row, number) -> row.getString(1),
            new Vocabulary(List.of(METRICS, PARAMETERS, TAGS), ATTRIBUTES, ORDERS, true, List.of(DATASETS)),
            LATEST_FIRST,
            LATEST_FIRST,
            List.of(RUN_ID),
            Limit.tracking(50_000));

    private RunSearch() {}

    /**
     * Finds run ids.
     *
     * @throws InvalidSearch if anything in the request cannot be understood
     */
    public static CompiledSearch<String> compile(RunSearchRequest request) {
        return SearchCompiler.compile(
                TARGET,
                new Query(
                        Stream.concat(inExperiments(request), lifecycle(request.viewType()))
                                .toList(),
                        Syntax.parseFilter(request.filter()),
                        Order.clauses(TARGET.vocabulary(), request.orderBy()),
                        request.maxResults(),
                        request.pageToken(),
                        identity(request)));
    }

    /** One experiment is compared plainly, so that the index by start time yields its runs in order. */
    private static Stream<Fragment> inExperiments(RunSearchRequest request) {
        String[] ids =
                request.experimentIds().stream().filter(Texts::isStorable).toArray(String[]::new);
        return Stream.of(
                ids.length == 1
                        ? Fragment.of("r.experiment_id = ?", ids[0])
                        : Fragment.of("r.experiment_id = any (?)", (Object) ids));
    }

    private static Stream<Fragment> lifecycle(ViewType viewType) {
        return switch (viewType) {
            case ACTIVE_ONLY ->
                Stream.of(Fragment.of("not e.deleted and r.deleted_at is distinct from e.restorations"));
            case DELETED_ONLY -> Stream.of(Fragment.of("(e.deleted or r.deleted_at = e.restorations)"));
            case ALL -> Stream.of();
        };
    }

    private static List<Object> identity(RunSearchRequest request) {
        return List.of(
                "runs",
                Objects.requireNonNullElse(request.filter(), ""),
                request.orderBy(),
                request.viewType(),
                request.experimentIds().stream().sorted().toList());
    }

    /** Beyond MLflow's language: where a run came from. */
    private static Map<String, Attribute> withProvenance(Map<String, Attribute> attributes) {
        var all = new HashMap<>(attributes);
        Stream.of(
                        "source_name",
                        "source_type",
                        "git_commit",
                        "git_branch",
                        "git_repo_url",
                        "entry_point",
                        "project_backend",
                        "project_env")
                .forEach(name ->
                        all.put(name, Attribute.text(name, "r." + name).orNull().orLists()));
        return Map.copyOf(all);
    }

    private static Map<String, Attribute> withRunNameAliases(Map<String, Attribute> attributes) {
        var all = new HashMap<>(attributes);
        Stream.of("run name", "Run name", "Run Name").forEach(alias -> all.put(alias, RUN_NAME));
        return Map.copyOf(all);
    }
}
