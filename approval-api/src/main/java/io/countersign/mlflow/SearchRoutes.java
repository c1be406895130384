package io.countersign.mlflow;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.catalog.ModelQueries;
import io.countersign.catalog.VersionQueries;
import io.countersign.catalog.VersionView;
import io.countersign.loggedmodel.LoggedModelQueries;
import io.countersign.mlflow.ExperimentMessages.Experiment;
import io.countersign.mlflow.ModelMessages.ModelVersion;
import io.countersign.mlflow.ModelMessages.RegisteredModel;
import io.countersign.mlflow.RunMessages.Run;
import io.countersign.past.AsOf;
import io.countersign.search.ExperimentSearch;
import io.countersign.search.ExperimentSearchRequest;
import io.countersign.search.FoundVersion;
import io.countersign.search.LoggedModelSearch;
import io.countersign.search.LoggedModelSearchRequest;
import io.countersign.search.ModelVersionSearch;
import io.countersign.search.RegisteredModelSearch;
import io.countersign.search.RegistrySearchRequest;
import io.countersign.search.RunSearch;
import io.countersign.search.RunSearchRequest;
import io.countersign.search.SearchPage;
import io.countersign.search.Searches;
import io.countersign.search.ViewType;
import io.countersign.tracking.ExperimentQueries;
import io.countersign.tracking.LatestMetrics;
import io.countersign.tracking.RunQueries;
import io.countersign.wire.EnumText;
import io.countersign.wire.Wire;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/** The searches of MLflow's API. */
@MlflowRoutes
@Requires(Operation.READ_TRACKING)
final class SearchRoutes {

    private static final int EXPERIMENTS = 1000;
    private static final int RUNS = 1000;
    private static final int LOGGED_MODELS = 50;
    private static final int MODELS = 100;
    private static final long MOST_MODELS = 1000;
    private static final int VERSIONS = 10_000;

    private final Searches searches;
    private final ExperimentQueries experiments;
    private final RunQueries runs;
    private final LatestMetrics metrics;
    private final LoggedModelQueries loggedModels;
    private final ModelQueries models;
    private final VersionQueries versions;

    SearchRoutes(
            Searches searches,
            ExperimentQueries experiments,
            RunQueries runs,
            LatestMetrics metrics,
            LoggedModelQueries loggedModels,
            ModelQueries models,
            VersionQueries versions) {
        this.searches = searches;
        this.experiments = experiments;
        this.runs = runs;
        this.metrics = metrics;
        this.loggedModels = loggedModels;
        this.models = models;
        this.versions = versions;
    }

    @RequestMapping(
            path = "/experiments/search",
            method = {RequestMethod.GET, RequestMethod.POST})
    ExperimentMessages.Found experiments(@Wire ExperimentMessages.Search request) {
        SearchPage<String> page = searches.search(ExperimentSearch.compile(new ExperimentSearchRequest(
                request.filter(),
                viewType(request.viewType(), "view_type"),
                Batches.orEmpty(request.orderBy()),
                limit(request.maxResults(), EXPERIMENTS),
                request.pageToken())));
        return new ExperimentMessages.Found(
                experiments.byIds(page.ids()).stream().map(Experiment::of).toList(), page.nextPageToken());
    }

    /** As Databricks' clients ask for all of them; too many at once are too many and no mistake. */
    @GetMapping("/experiments/list")
    ExperimentMessages.Found listExperiments(@Wire ExperimentMessages.Every request) {
        Long most = request.maxResults() == null ? null : Math.min(request.maxResults(), EXPERIMENTS);
        return experiments(new ExperimentMessages.Search(most, request.pageToken(), null, null, request.viewType()));
    }

    @PostMapping("/runs/search")
    RunMessages.Found runs(@Wire RunMessages.Search request) {
        metrics.catchUp();
        SearchPage<String> page = searches.search(RunSearch.compile(new RunSearchRequest(
                Batches.orEmpty(request.experimentIds()),
                request.filter(),
                viewType(request.runViewType(), "run_view_type"),
                Batches.orEmpty(request.orderBy()),
                request.maxResults() == null ? RUNS : request.maxResults(),
                request.pageToken())));
        return new RunMessages.Found(
                runs.found(page.ids()).stream().map(Run::of).toList(), page.nextPageToken());
    }

    @PostMapping("/logged-models/search")
    LoggedModelMessages.Found loggedModels(@Wire LoggedModelMessages.Search request) {
        SearchPage<String> page = searches.search(LoggedModelSearch.compile(new LoggedModelSearchRequest(
                request.experimentIds(),
                request.filter(),
                Batches.orEmpty(request.datasets()).stream()
                        .map(LoggedModelMessages.Dataset::inSearch)
                        .toList(),
                Batches.orEmpty(request.orderBy()).stream()
                        .map(LoggedModelMessages.OrderBy::inSearch)
                        .toList(),
                limit(request.maxResults(), LOGGED_MODELS),
                request.pageToken())));
        return new LoggedModelMessages.Found(
                loggedModels.byIds(page.ids()).stream()
                        .map(LoggedModelMessages.Model::of)
                        .toList(),
                page.nextPageToken());
    }

    @AsOf
    @GetMapping("/registered-models/search")
    @Requires(Operation.READ_REGISTRY)
    ModelMessages.FoundModels models(@Wire ModelMessages.Search request) {
        SearchPage<String> page = searches.search(RegisteredModelSearch.compile(registryRequest(request, MODELS)));
        Map<String, List<VersionView>> latest = versions.latest(page.ids());
        return new ModelMessages.FoundModels(
                models.byIds(page.ids()).stream()
                        .map(model -> RegisteredModel.of(model, latest.getOrDefault(model.modelId(), List.of())))
                        .toList(),
                page.nextPageToken());
    }

    /** As Databricks' clients ask for all of them; too many at once are too many and no mistake. */
    @AsOf
    @GetMapping("/registered-models/list")
    @Requires(Operation.READ_REGISTRY)
    ModelMessages.FoundModels listModels(@Wire ModelMessages.Every request) {
        Long most = request.maxResults() == null ? null : Math.min(request.maxResults(), MOST_MODELS);
        return models(new ModelMessages.Search(null, most, null, request.pageToken()));
    }

    @AsOf
    @GetMapping("/model-versions/search")
    @Requires(Operation.READ_REGISTRY)
    ModelMessages.FoundVersions versions(@Wire ModelMessages.Search request) {
        SearchPage<FoundVersion> page = searches.search(ModelVersionSearch.compile(registryRequest(request, VERSIONS)));
        List<VersionView.Key> keys = page.ids().stream()
                .map(found -> new VersionView.Key(found.modelId(), found.version()))
                .toList();
        return new ModelMessages.FoundVersions(
                versions.byKeys(keys).stream().map(ModelVersion::of).toList(), page.nextPageToken());
    }

    private static RegistrySearchRequest registryRequest(ModelMessages.Search request, int defaultLimit) {
        return new RegistrySearchRequest(
                request.filter(),
                Batches.orEmpty(request.orderBy()),
                limit(request.maxResults(), defaultLimit),
                request.pageToken());
    }

    /** Too large a number for an int is as wrong as any other that the search refuses. */
    private static int limit(@Nullable Long asked, int otherwise) {
        return asked == null ? otherwise : (int) Math.clamp(asked, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private static ViewType viewType(@Nullable EnumText given, String parameter) {
        ViewType type = EnumText.read(given, ViewType.class, parameter);
        return type == null ? ViewType.ACTIVE_ONLY : type;
    }
}
