package io.countersign.identity;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.markDeleted;

import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;

/** Decides on a local user's roles and groups. */
@SuppressWarnings("NullAway.Init") // filled by the first event
public class User {

    @AggregateIdentifier
    private String stream;

    private SubjectId id;
    private Set<Role> roles;
    private Set<String> groups;

    User() {}

    @CommandHandler
    User(UserCommand.Register command) {
        apply(new UserEvent.Registered(command.user(), command.roles(), command.groups()));
    }

    @CommandHandler
    void handle(UserCommand.ChangeAccess command) {
        if (!command.roles().equals(roles) || !command.groups().equals(groups)) {
            apply(new UserEvent.AccessChanged(id, command.roles(), command.groups()));
        }
    }

    @CommandHandler
    void handle(UserCommand.ChangePassword command) {
        apply(new UserEvent.PasswordChanged(id));
    }

    @CommandHandler
    void handle(UserCommand.Remove command) {
        apply(new UserEvent.Removed(id));
    }

    @EventSourcingHandler
    void on(UserEvent.Registered event) {
        stream = event.user().stream();
        id = event.user();
        roles = event.roles();
        groups = event.groups();
    }

    @EventSourcingHandler
    void on(UserEvent.AccessChanged event) {
        roles = event.roles();
        groups = event.groups();
    }

    @EventSourcingHandler
    void on(UserEvent.Removed event) {
        markDeleted();
    }
}
