package io.countersign.registry;

import io.countersign.access.ObjectAccess;
import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.catalog.ModelView;
import io.countersign.catalog.VersionQueries;
import io.countersign.catalog.VersionView;
import io.countersign.decision.Changes;
import io.countersign.inbox.RequestQueries;
import io.countersign.mlflow.ModelMessages.ModelVersion;
import io.countersign.modelversion.VersionId;
import io.countersign.past.AsOf;
import io.countersign.permission.SecuredObject;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registry.TransitionMessages.Activity;
import io.countersign.wire.Registry;
import io.countersign.wire.Sender;
import io.countersign.wire.Wire;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** {@code /mlflow/databricks}: MLflow's registry as Databricks extends it. */
@RegistryRoutes
@Requires(Operation.READ_REGISTRY)
final class DatabricksRoutes {

    private final Sender sender;
    private final Changes changes;
    private final AvailableActions actions;
    private final Registry registry;
    private final VersionQueries versions;
    private final RequestQueries requests;
    private final Comments comments;
    private final ObjectAccess access;

    DatabricksRoutes(
            Sender sender,
            Changes changes,
            AvailableActions actions,
            Registry registry,
            VersionQueries versions,
            RequestQueries requests,
            Comments comments,
            ObjectAccess access) {
        this.sender = sender;
        this.changes = changes;
        this.actions = actions;
        this.registry = registry;
        this.versions = versions;
        this.requests = requests;
        this.comments = comments;
        this.access = access;
    }

    @AsOf
    @GetMapping("/databricks/registered-models/get")
    DatabricksMessages.SingleModel get(@Wire DatabricksMessages.ByName request) {
        ModelView model = registry.model(request.name());
        List<VersionView> latest = versions.latest(List.of(model.modelId())).getOrDefault(model.modelId(), List.of());
        return new DatabricksMessages.SingleModel(
                DatabricksMessages.Model.of(model, latest, permissionLevel(new ModelId(model.modelId()))));
    }

    @PostMapping("/databricks/model-versions/transition-stage")
    @Requires(Operation.CHANGE_STAGE)
    DatabricksMessages.SingleVersion transition(@Wire DatabricksMessages.Transition request) {
        VersionId version = registry.versionId(request.name(), request.version());
        changes.transition(
                version.model(),
                TransitionRequests.move(version.number(), request.stage()),
                Boolean.TRUE.equals(request.archiveExistingVersions()),
                comments.optional(request.comment()));
        VersionView moved = registry.version(request.name(), request.version());
        return new DatabricksMessages.SingleVersion(
                DatabricksMessages.Version.of(moved, permissionLevel(version.model()), openRequests(version)),
                ModelVersion.of(moved));
    }

    private List<Activity> openRequests(VersionId version) {
        return requests.open(version.model(), version.number()).stream()
                .map(open -> Activity.requested(open, actions.on(open)))
                .toList();
    }

    /** The caller's on the model, by role, grant or creation. */
    private String permissionLevel(ModelId model) {
        return access.level(sender.actor(), SecuredObject.of(model))
                .map(Enum::name)
                .orElse("");
    }
}
