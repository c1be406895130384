package io.countersign.permission;

import io.countersign.event.EventMetadata;
import io.countersign.experiment.ExperimentEvent;
import io.countersign.identity.SubjectId;
import io.countersign.registeredmodel.RegisteredModelEvent;
import java.util.HashSet;
import java.util.Set;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes {@code object_permissions}. Who created something manages it; who imported it does not. */
public final class PermissionProjection {

    private final JdbcTemplate jdbc;

    public PermissionProjection(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(RegisteredModelEvent.Created event, @MetaDataValue(EventMetadata.ACTOR) String actor) {
        create(SecuredObject.of(event.model()), new SubjectId(actor));
    }

    @EventHandler
    void on(ExperimentEvent.Created event, @MetaDataValue(EventMetadata.ACTOR) String actor) {
        create(SecuredObject.of(event.experiment()), new SubjectId(actor));
    }

    private void create(SecuredObject object, SubjectId creator) {
        if (!creator.equals(SubjectId.SYSTEM)) {
            put(object, new Grant(Principal.user(creator), PermissionLevel.CAN_MANAGE), false);
        }
    }

    @EventHandler
    void on(RegisteredModelEvent.Deleted event) {
        SecuredObject model = SecuredObject.of(event.model());
        jdbc.update(
                "delete from object_permissions where object_type = ? and object_id = ?",
                model.type().name(),
                model.id());
    }

    /** Rows of what stays as it was stay as they are: what came by creation does not become what somebody gave. */
    @EventHandler
    void on(PermissionEvent.Changed event) {
        Set<Grant> gone = new HashSet<>(event.before());
        event.after().forEach(gone::remove);
        gone.forEach(grant -> take(event.object(), grant.principal()));
        Set<Grant> come = new HashSet<>(event.after());
        event.before().forEach(come::remove);
        come.forEach(grant -> put(event.object(), grant, true));
    }

    private void take(SecuredObject object, Principal principal) {
        jdbc.update("""
                        delete from object_permissions
                        where object_type = ? and object_id = ? and principal_kind = ? and principal_id = ?""", object.type().name(), object.id(), principal.kind().name(), principal.id());
    }

    private void put(SecuredObject object, Grant grant, boolean given) {
        jdbc.update(
                "insert into object_permissions values (?, ?, ?, ?, ?, ?)",
                object.type().name(),
                object.id(),
                grant.principal().kind().name(),
                grant.principal().id(),
                grant.level().name(),
                given);
    }
}
