package io.countersign.search;

import io.countersign.search.LoggedModelSearchRequest.Dataset;
import io.countersign.search.LoggedModelSearchRequest.OrderBy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Searches logged models by their attributes, metrics, parameters and tags. */
public final class LoggedModelSearch {

    private static final String OF_MODEL = "%1$s.model_id = m.model_id";
    private static final String METRICS_PREFIX = "metrics.";

    private static final Family METRICS = new Family(
                    "metric", Set.of("metric", "metrics"), "logged_model_metrics", OF_MODEL, ValueType.NUMBER, null)
            .ofMany("f.ts desc, f.step desc, f.run_id, f.sequence_number desc, f.place desc");
    private static final Family PARAMETERS = new Family(
                    "parameter",
                    Set.of("parameter", "parameters", "param", "params"),
                    "logged_model_params",
                    OF_MODEL,
                    ValueType.TEXT,
                    null)
            .orLists();
    private static final Family TAGS =
            Family.tags("logged_model_tags", OF_MODEL).orLists();

    private static final Attribute MODEL_ID =
            Attribute.text("model_id", "m.model_id").orLists();
    private static final Attribute CREATED = Attribute.integer("creation_timestamp", "m.created_at");
    private static final Attribute UPDATED = Attribute.integer("last_updated_timestamp", "m.updated_at");
    private static final Map<String, Attribute> ATTRIBUTES = Map.ofEntries(
            Map.entry("name", Attribute.text("name", "m.name").orLists()),
            Map.entry("model_id", MODEL_ID),
            Map.entry(
                    "model_type",
                    Attribute.text("model_type", "m.model_type").orNull().orLists()),
            Map.entry("status", Attribute.text("status", "m.status").orLists()),
            Map.entry(
                    "source_run_id",
                    Attribute.text("source_run_id", "m.source_run_id").orNull().orLists()),
            Map.entry(
                    "experiment_id",
                    Attribute.text("experiment_id", "m.experiment_id").orLists()),
            Map.entry("creation_timestamp", CREATED),
            Map.entry("creation_timestamp_ms", CREATED),
            Map.entry("creation_time", CREATED),
            Map.entry("last_updated_timestamp", UPDATED),
            Map.entry("last_updated_timestamp_ms", UPDATED),
            Map.entry("last_updated_time", UPDATED));

    private static final List<String> NEWEST_FIRST = List.of("creation_timestamp DESC", "model_id ASC");

    private LoggedModelSearch() {}

    /**
     * Finds ids of logged models.
     *
     * @throws InvalidSearch if anything in the request cannot be understood
     */
    public static CompiledSearch<String> compile(LoggedModelSearchRequest request) {
        List<Comparison> filter = Syntax.parseFilter(request.filter());
        return SearchCompiler.compile(
                target(METRICS.scopedTo(measuredOn(request.datasets()))),
                new Query(
                        scope(request, filter),
                        filter,
                        clauses(request.orderBy()),
                        request.maxResults(),
                        request.pageToken(),
                        identity(request)));
    }

    private static Target<String> target(Family metrics) {
        return new Target<>(
                "logged_models m",
                List.of("m.model_id"),
                (row, number) -> row.getString(1),
                new Vocabulary(List.of(metrics, PARAMETERS, TAGS), ATTRIBUTES, ATTRIBUTES, true),
                NEWEST_FIRST,
                NEWEST_FIRST,
                List.of(MODEL_ID),
                Limit.tracking(50_000));
    }

    private static List<Fragment> scope(LoggedModelSearchRequest request, List<Comparison> filter) {
        var scope = new ArrayList<Fragment>();
        scope.add(Fragment.of("not m.deleted"));
        scope.add(inExperiments(request));
        boolean asksForMetrics = filter.stream().anyMatch(comparison -> METRICS.prefixes()
                .contains(Objects.requireNonNullElse(comparison.key().prefix(), "")));
        if (!request.datasets().isEmpty() && !asksForMetrics) {
            scope.add(measuredOn(request.datasets())
                    .wrapped("exists (select from logged_model_metrics f where f.model_id = m.model_id and ", ")"));
        }
        return scope;
    }

    private static Fragment inExperiments(LoggedModelSearchRequest request) {
        String[] ids =
                request.experimentIds().stream().filter(Texts::isStorable).toArray(String[]::new);
        return ids.length == 1
                ? Fragment.of("m.experiment_id = ?", ids[0])
                : Fragment.of("m.experiment_id = any (?)", (Object) ids);
    }

    private static Fragment measuredOn(List<Dataset> datasets) {
        return datasets.isEmpty()
                ? Fragment.NONE
                : Fragment.join(
                                " or ",
                                datasets.stream()
                                        .map(dataset -> measuredOn(dataset.name(), dataset.digest()))
                                        .toList())
                        .wrapped("(", ")");
    }

    private static Fragment measuredOn(@Nullable String name, @Nullable String digest) {
        var conditions = new ArrayList<Fragment>();
        if (name != null) {
            conditions.add(Fragment.of("f.dataset_name = ?", name));
        }
        if (digest != null) {
            conditions.add(Fragment.of("f.dataset_digest = ?", digest));
        }
        return conditions.isEmpty()
                ? Fragment.NONE
                : Fragment.join(" and ", conditions).wrapped("(", ")");
    }

    private static List<Clause> clauses(List<OrderBy> orderBy) {
        Order.requireFew(orderBy);
        var fields = new HashSet<Field>();
        var clauses = new ArrayList<Clause>();
        for (OrderBy given : orderBy) {
            Field field = field(given);
            if (fields.add(field)) {
                clauses.add(new Clause(field, given.ascending()));
            }
        }
        return clauses;
    }

    private static Field field(OrderBy given) {
        if (given.field().startsWith(METRICS_PREFIX)) {
            return METRICS.scopedTo(measuredOn(given.datasetName(), given.datasetDigest()))
                    .value(given.field().substring(METRICS_PREFIX.length()));
        }
        if (given.field().contains(".")) {
            throw new InvalidSearch(
                    "Invalid order by field name: %s. Only metrics are supported.".formatted(given.field()));
        }
        Attribute attribute = ATTRIBUTES.get(given.field());
        if (attribute == null) {
            throw new InvalidSearch("Invalid order by field name: %s".formatted(given.field()));
        }
        return attribute;
    }

    private static List<Object> identity(LoggedModelSearchRequest request) {
        return List.of(
                "logged models",
                Objects.requireNonNullElse(request.filter(), ""),
                request.orderBy(),
                request.datasets(),
                request.experimentIds().stream().sorted().toList());
    }
}
