package io.countersign.access;

import io.countersign.Attributed;
import io.countersign.event.EventMetadata;
import io.countersign.identity.Actor;
import java.util.List;
import java.util.function.BiFunction;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.MessageDispatchInterceptor;

/**
 * Lets no command through to its stream unless it says who sends it, they have the role for it, and the name on the
 * decision is theirs.
 */
public final class CommandAuthorization implements MessageDispatchInterceptor<CommandMessage<?>> {

    /** The metadata that holds the {@link Actor} with their roles. It goes no further than the command. */
    static final String ACTING = "acting";

    CommandAuthorization() {}

    @Override
    public BiFunction<Integer, CommandMessage<?>, CommandMessage<?>> handle(
            List<? extends CommandMessage<?>> messages) {
        return (index, message) -> {
            check(message);
            return message;
        };
    }

    /** For whoever hands a command to its stream by another way than the command bus. */
    public void check(CommandMessage<?> message) {
        Object command = message.getPayload();
        Actor actor = actorOf(message);
        if (command instanceof Attributed attributed && !attributed.actor().equals(actor)) {
            throw Guard.denialToAll(command.getClass(), "it would be decided in the name of another");
        }
        Guard.require(actor, operationOf(command, actor));
    }

    private static Operation operationOf(Object command, Actor actor) {
        return CommandOperations.of(command, actor)
                .orElseThrow(() -> Guard.denialToAll(command.getClass(), "no operation is named for it"));
    }

    private static Actor actorOf(CommandMessage<?> message) {
        if (message.getMetaData().get(ACTING) instanceof Actor actor
                && actor.subject().value().equals(message.getMetaData().get(EventMetadata.ACTOR))) {
            return actor;
        }
        throw Guard.denialToAll(message.getPayload().getClass(), "it does not say who sends it");
    }
}
