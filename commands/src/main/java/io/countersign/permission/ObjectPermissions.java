package io.countersign.permission;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.countersign.identity.SubjectId;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Decides on what is held on one object directly. Begins with the first change: until then its creator alone holds
 * something. Whether somebody may change it at all, the guard has decided.
 */
public class ObjectPermissions {

    /** On one object. */
    static final int MOST_GRANTS = 500;

    @AggregateIdentifier
    private @Nullable String stream;

    private @Nullable List<Grant> direct;

    ObjectPermissions() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(PermissionCommand.Replace command, Creators creators) {
        change(command, held(command.object(), creators), command.grants());
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(PermissionCommand.Change command, Creators creators) {
        List<Grant> before = held(command.object(), creators);
        SortedMap<Principal, PermissionLevel> after = byPrincipal(before);
        after.putAll(byPrincipal(command.grants()));
        change(command, before, grants(after));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(PermissionCommand.Give command, Creators creators) {
        List<Grant> before = held(command.object(), creators);
        SortedMap<Principal, PermissionLevel> after = byPrincipal(before);
        if (after.putIfAbsent(command.grant().principal(), command.grant().level()) != null) {
            throw Rejection.of(
                    Reason.GRANT_EXISTS,
                    "They hold a permission on %s already: update it, or delete it first.",
                    command.object().path());
        }
        change(command, before, grants(after));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(PermissionCommand.Adjust command, Creators creators) {
        List<Grant> before = held(command.object(), creators);
        SortedMap<Principal, PermissionLevel> after = byPrincipal(before);
        if (after.replace(command.grant().principal(), command.grant().level()) == null) {
            throw nothingHeld(command);
        }
        change(command, before, grants(after));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(PermissionCommand.Revoke command, Creators creators) {
        List<Grant> before = held(command.object(), creators);
        SortedMap<Principal, PermissionLevel> after = byPrincipal(before);
        if (after.remove(command.principal()) == null) {
            throw nothingHeld(command);
        }
        change(command, before, grants(after));
    }

    private static Rejection nothingHeld(PermissionCommand command) {
        return Rejection.of(
                Reason.GRANT_NOT_FOUND,
                "They hold no permission on %s directly: what reaches them by a role, by a group or from the root is given and"
                        + " taken there.",
                command.object().path());
    }

    private static void change(PermissionCommand command, List<Grant> before, List<Grant> after) {
        if (after.size() > MOST_GRANTS) {
            throw Rejection.of(
                    Reason.PARAMETER_INVALID,
                    "%d grants on one object are too many: there may be %d. Grant to groups instead.",
                    after.size(),
                    MOST_GRANTS);
        }
        if (!byPrincipal(before).equals(byPrincipal(after))) {
            apply(new PermissionEvent.Changed(
                    command.object(), before, after, command.actor().subject()));
        }
    }

    private List<Grant> held(SecuredObject object, Creators creators) {
        return direct != null
                ? direct
                : creators.of(object).map(ObjectPermissions::created).orElse(List.of());
    }

    private static List<Grant> created(SubjectId creator) {
        return List.of(new Grant(Principal.user(creator), PermissionLevel.CAN_MANAGE));
    }

    private static SortedMap<Principal, PermissionLevel> byPrincipal(List<Grant> grants) {
        SortedMap<Principal, PermissionLevel> levels = new TreeMap<>();
        grants.forEach(grant -> levels.put(grant.principal(), grant.level()));
        return levels;
    }

    private static List<Grant> grants(SortedMap<Principal, PermissionLevel> levels) {
        List<Grant> grants = new ArrayList<>();
        levels.forEach((principal, level) -> grants.add(new Grant(principal, level)));
        return grants;
    }

    @EventSourcingHandler
    void on(PermissionEvent.Changed event) {
        stream = event.object().stream();
        direct = event.after();
    }
}
