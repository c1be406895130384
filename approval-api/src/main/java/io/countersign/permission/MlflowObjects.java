package io.countersign.permission;

import io.countersign.rejection.Invalid;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.wire.Registry;
import org.springframework.stereotype.Component;

/** Finds the objects that MLflow's permission API names, or says why there are none such. */
@Component
final class MlflowObjects {

    static final String EXPERIMENT = "experiment";
    static final String MODEL = "registered_model";
    static final String PROMPT = "prompt";

    /** Stands for every object of a kind. */
    static final String ALL = "*";

    private final PermissionQueries permissions;
    private final Registry registry;

    MlflowObjects(PermissionQueries permissions, Registry registry) {
        this.permissions = permissions;
        this.registry = registry;
    }

    SecuredObject experiment(String id) {
        SecuredObject object = new SecuredObject(ObjectType.EXPERIMENT, id);
        if (!object.inherits() || !permissions.exists(object)) {
            throw object.notFound();
        }
        return object;
    }

    SecuredObject model(String name) {
        return SecuredObject.of(registry.id(name));
    }

    SecuredObject resource(String type, String id) {
        boolean all = id.equals(ALL);
        return switch (type) {
            case EXPERIMENT -> all ? new SecuredObject(ObjectType.EXPERIMENT, SecuredObject.ROOT) : experiment(id);
            case MODEL -> all ? new SecuredObject(ObjectType.REGISTERED_MODEL, SecuredObject.ROOT) : model(id);
            case PROMPT -> prompt(id);
            default -> throw Invalid.value("resource_type", type, whyNot(type));
        };
    }

    private SecuredObject prompt(String name) {
        if (name.equals(ALL)) {
            throw Invalid.value(
                    "resource_id",
                    name,
                    "prompts are registered models here; what is granted on all of those reaches prompts too.");
        }
        if (!registry.model(name).isPrompt()) {
            throw Rejection.of(Reason.MODEL_NOT_FOUND, "Prompt with name=%s not found", name);
        }
        return model(name);
    }

    private static String whyNot(String type) {
        String there = "permissions are on experiment, registered_model and prompt.";
        return switch (type) {
            case "run", "trace", "assessment", "logged_model", "review_queue" ->
                "what is in an experiment has the permissions of the experiment; " + there;
            case "registered_model_version", "prompt_version" ->
                "versions have the permissions of their model; " + there;
            case "workspace" -> "there are no workspaces here; " + there;
            default -> there;
        };
    }
}
