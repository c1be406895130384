package io.countersign.permission;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.countersign.wire.Required;
import java.util.List;

/** The messages of MLflow's permission routes. */
public final class MlflowPermissionMessages {

    private MlflowPermissionMessages() {}

    record GrantOnExperiment(
            @Required String experimentId,
            @Required String username,
            @Required String permission) {}

    record HolderOnExperiment(
            @Required String experimentId, @Required String username) {}

    record GrantOnModel(
            @Required String name,
            @Required String username,
            @Required String permission) {}

    record HolderOnModel(@Required String name, @Required String username) {}

    /** @param resourceId of an experiment its id, of a model its name; an asterisk for all of them */
    record GrantOnResource(
            @Required String username,
            @Required String resourceType,
            @Required String resourceId,
            @Required String permission) {}

    record HolderOnResource(
            @Required String username,
            @Required String resourceType,
            @Required String resourceId) {}

    record ByUser(@Required String username) {}

    record SingleOnExperiment(OnExperiment experimentPermission) {}

    record SingleOnModel(OnModel registeredModelPermission) {}

    /** What one account holds on one experiment. */
    public record OnExperiment(String experimentId, long userId, String permission) {}

    /** What one account holds on one registered model. */
    public record OnModel(String name, long userId, String permission) {}

    /** @param allowed to do more than read, as MLflow has it */
    record Effective(boolean allowed, String permission) {}

    record Reaching(
            boolean isAdmin,
            @JsonInclude(JsonInclude.Include.ALWAYS) List<Row> permissions) {}

    /**
     * One grant.
     *
     * @param roleName by which it reaches the account: MLflow's name for the account itself, or that of a group
     */
    record Row(String roleName, String workspace, String resourceType, String resourcePattern, String permission) {}
}
