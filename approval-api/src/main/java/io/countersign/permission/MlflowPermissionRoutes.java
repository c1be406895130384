package io.countersign.permission;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.mlflow.Empty;
import io.countersign.mlflow.MlflowRoutes;
import io.countersign.past.AsOf;
import io.countersign.permission.MlflowPermissionMessages.GrantOnExperiment;
import io.countersign.permission.MlflowPermissionMessages.GrantOnModel;
import io.countersign.permission.MlflowPermissionMessages.HolderOnExperiment;
import io.countersign.permission.MlflowPermissionMessages.HolderOnModel;
import io.countersign.permission.MlflowPermissionMessages.OnExperiment;
import io.countersign.permission.MlflowPermissionMessages.OnModel;
import io.countersign.permission.MlflowPermissionMessages.SingleOnExperiment;
import io.countersign.permission.MlflowPermissionMessages.SingleOnModel;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.signin.LocalUser;
import io.countersign.signin.Users;
import io.countersign.wire.Wire;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * {@code /mlflow/experiments/permissions} and {@code /mlflow/registered-models/permissions}, as MLflow's auth client asks
 * for them in version 3.12: what one account holds on one object, by a grant to itself.
 */
@MlflowRoutes
@Requires(Operation.MANAGE_MODEL_PERMISSIONS)
final class MlflowPermissionRoutes {

    private static final String EXPERIMENTS = "/experiments/permissions/";
    private static final String MODELS = "/registered-models/permissions/";

    private final MlflowObjects objects;
    private final SingleGrants grants;
    private final Users users;

    MlflowPermissionRoutes(MlflowObjects objects, SingleGrants grants, Users users) {
        this.objects = objects;
        this.grants = grants;
        this.users = users;
    }

    @PostMapping(EXPERIMENTS + "create")
    @Requires(Operation.MANAGE_EXPERIMENT_PERMISSIONS)
    SingleOnExperiment createOnExperiment(@Wire GrantOnExperiment request) {
        grants.give(objects.experiment(request.experimentId()), request.username(), request.permission());
        return onExperiment(request.experimentId(), request.username());
    }

    @AsOf
    @GetMapping(EXPERIMENTS + "get")
    @Requires(Operation.READ_TRACKING)
    SingleOnExperiment getOnExperiment(@Wire HolderOnExperiment request) {
        return onExperiment(request.experimentId(), request.username());
    }

    @PatchMapping(EXPERIMENTS + "update")
    @Requires(Operation.MANAGE_EXPERIMENT_PERMISSIONS)
    Empty updateOnExperiment(@Wire GrantOnExperiment request) {
        grants.adjust(objects.experiment(request.experimentId()), request.username(), request.permission());
        return Empty.INSTANCE;
    }

    @DeleteMapping(EXPERIMENTS + "delete")
    @Requires(Operation.MANAGE_EXPERIMENT_PERMISSIONS)
    Empty deleteOnExperiment(@Wire HolderOnExperiment request) {
        grants.revoke(objects.experiment(request.experimentId()), request.username());
        return Empty.INSTANCE;
    }

    @PostMapping(MODELS + "create")
    SingleOnModel createOnModel(@Wire GrantOnModel request) {
        grants.give(objects.model(request.name()), request.username(), request.permission());
        return onModel(request.name(), request.username());
    }

    @AsOf
    @GetMapping(MODELS + "get")
    @Requires(Operation.READ_REGISTRY)
    SingleOnModel getOnModel(@Wire HolderOnModel request) {
        return onModel(request.name(), request.username());
    }

    @PatchMapping(MODELS + "update")
    Empty updateOnModel(@Wire GrantOnModel request) {
        grants.adjust(objects.model(request.name()), request.username(), request.permission());
        return Empty.INSTANCE;
    }

    @DeleteMapping(MODELS + "delete")
    Empty deleteOnModel(@Wire HolderOnModel request) {
        grants.revoke(objects.model(request.name()), request.username());
        return Empty.INSTANCE;
    }

    private SingleOnExperiment onExperiment(String id, String username) {
        LocalUser user = users.named(username);
        return grants.held(objects.experiment(id), user)
                .map(held -> new SingleOnExperiment(new OnExperiment(id, user.number(), held)))
                .orElseThrow(() -> Rejection.of(
                        Reason.GRANT_NOT_FOUND,
                        "Experiment permission with experiment_id=%s and username=%s not found",
                        id,
                        username));
    }

    private SingleOnModel onModel(String name, String username) {
        LocalUser user = users.named(username);
        return grants.held(objects.model(name), user)
                .map(held -> new SingleOnModel(new OnModel(name, user.number(), held)))
                .orElseThrow(() -> Rejection.of(
                        Reason.GRANT_NOT_FOUND,
                        "Registered model permission with name=%s and username=%s not found",
                        name,
                        username));
    }
}
