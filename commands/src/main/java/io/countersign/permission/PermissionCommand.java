package io.countersign.permission;

import io.countersign.Attributed;
import io.countersign.Command;
import io.countersign.OneAtATime;
import io.countersign.identity.Actor;
import io.countersign.registeredmodel.ModelId;
import io.countersign.rejection.Rejection;
import java.util.List;

/**
 * What can be asked of the permissions on an object. Those on a registered model wait in the model's own queue: nobody
 * decides there by a level that is being taken away.
 */
public sealed interface PermissionCommand extends Command, Attributed, OneAtATime {

    SecuredObject object();

    /** What is to be held by whom it names, each principal once. */
    List<Grant> grants();

    @Override
    default String stream() {
        return object().stream();
    }

    @Override
    default String queue() {
        return object().type() == ObjectType.REGISTERED_MODEL && object().inherits()
                ? new ModelId(object().id()).stream()
                : stream();
    }

    @Override
    default Rejection notFound() {
        return object().notFound();
    }

    /** These and no others are held on the object directly from now on. */
    record Replace(SecuredObject object, List<Grant> grants, Actor actor) implements PermissionCommand {}

    /** These principals hold these levels from now on; what others hold stays. */
    record Change(SecuredObject object, List<Grant> grants, Actor actor) implements PermissionCommand {}

    /** A principal that holds nothing directly holds this from now on; one that does is refused. */
    record Give(SecuredObject object, Grant grant, Actor actor) implements PermissionCommand {

        @Override
        public List<Grant> grants() {
            return List.of(grant);
        }
    }

    /** A principal that holds something directly holds this in its place; one that does not is refused. */
    record Adjust(SecuredObject object, Grant grant, Actor actor) implements PermissionCommand {

        @Override
        public List<Grant> grants() {
            return List.of(grant);
        }
    }

    /** What a principal holds directly is taken away; one that holds nothing is refused. */
    record Revoke(SecuredObject object, Principal principal, Actor actor) implements PermissionCommand {

        @Override
        public List<Grant> grants() {
            return List.of();
        }
    }
}
