package io.countersign.permission;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.past.AsOf;
import io.countersign.permission.PermissionMessages.Grants;
import io.countersign.permission.PermissionMessages.Levels;
import io.countersign.permission.PermissionMessages.Permissions;
import io.countersign.wire.Sender;
import io.countersign.wire.Wire;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /permissions}: who may do what with a registered model or an experiment. */
@RestController
@RequestMapping("/api/2.0/permissions")
@Requires(Operation.READ_REGISTRY)
final class PermissionRoutes {

    private static final String MODEL = "/registered-models/{id}";
    private static final String EXPERIMENT = "/experiments/{id}";

    private final Sender sender;
    private final PermissionQueries permissions;
    private final Principals principals;
    private final AccessList list;

    PermissionRoutes(Sender sender, PermissionQueries permissions, Principals principals, AccessList list) {
        this.sender = sender;
        this.permissions = permissions;
        this.principals = principals;
        this.list = list;
    }

    @AsOf
    @GetMapping(MODEL)
    Permissions ofModel(@PathVariable String id) {
        return list.of(model(id));
    }

    @PutMapping(MODEL)
    @Requires(Operation.MANAGE_MODEL_PERMISSIONS)
    Permissions replaceOnModel(@PathVariable String id, @Wire Grants request) {
        return replace(model(id), request);
    }

    @PatchMapping(MODEL)
    @Requires(Operation.MANAGE_MODEL_PERMISSIONS)
    Permissions changeOnModel(@PathVariable String id, @Wire Grants request) {
        return change(model(id), request);
    }

    @GetMapping(MODEL + "/permissionLevels")
    Levels levelsOnModel(@PathVariable String id) {
        return Levels.of(model(id).type());
    }

    @AsOf
    @GetMapping(EXPERIMENT)
    @Requires(Operation.READ_TRACKING)
    Permissions ofExperiment(@PathVariable String id) {
        return list.of(experiment(id));
    }

    @PutMapping(EXPERIMENT)
    @Requires(Operation.MANAGE_EXPERIMENT_PERMISSIONS)
    Permissions replaceOnExperiment(@PathVariable String id, @Wire Grants request) {
        return replace(experiment(id), request);
    }

    @PatchMapping(EXPERIMENT)
    @Requires(Operation.MANAGE_EXPERIMENT_PERMISSIONS)
    Permissions changeOnExperiment(@PathVariable String id, @Wire Grants request) {
        return change(experiment(id), request);
    }

    @GetMapping(EXPERIMENT + "/permissionLevels")
    @Requires(Operation.READ_TRACKING)
    Levels levelsOnExperiment(@PathVariable String id) {
        return Levels.of(experiment(id).type());
    }

    private Permissions replace(SecuredObject object, Grants request) {
        sender.send(new PermissionCommand.Replace(
                object, principals.grants(object.type(), request.accessControlList()), sender.actor()));
        return list.of(object);
    }

    private Permissions change(SecuredObject object, Grants request) {
        sender.send(new PermissionCommand.Change(
                object, principals.grants(object.type(), request.accessControlList()), sender.actor()));
        return list.of(object);
    }

    private SecuredObject model(String id) {
        return existing(new SecuredObject(ObjectType.REGISTERED_MODEL, id));
    }

    private SecuredObject experiment(String id) {
        return existing(new SecuredObject(ObjectType.EXPERIMENT, id));
    }

    private SecuredObject existing(SecuredObject object) {
        if (!permissions.exists(object)) {
            throw object.notFound();
        }
        return object;
    }
}
