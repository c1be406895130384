package io.countersign.access;

import io.countersign.Attributed;
import io.countersign.Command;
import io.countersign.OneAtATime;
import io.countersign.event.EventMetadata;
import io.countersign.identity.Actor;
import java.util.List;
import java.util.function.BiFunction;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * Lets no command through to its stream unless it says who sends it, they have the role for it or hold enough on the
 * objects that it changes, and the name on the decision is theirs. Where something is decided one at a time, what they
 * hold is looked at once more when it is their turn, so that nobody decides by what was taken away meanwhile.
 */
public final class CommandAuthorization
        implements MessageDispatchInterceptor<CommandMessage<?>>, MessageHandlerInterceptor<CommandMessage<?>> {

    /** The metadata that holds who is {@link SignedIn}. It goes no further than the command. */
    static final String ACTING = "acting";

    private final ObjectAccess objects;

    CommandAuthorization(ObjectAccess objects) {
        this.objects = objects;
    }

    @Override
    public BiFunction<Integer, CommandMessage<?>, CommandMessage<?>> handle(
            List<? extends CommandMessage<?>> messages) {
        return (index, message) -> authorized(message);
    }

    @Override
    public @Nullable Object handle(UnitOfWork<? extends CommandMessage<?>> unitOfWork, InterceptorChain chain)
            throws Exception {
        CommandMessage<?> message = unitOfWork.getMessage();
        if (message.getPayload() instanceof OneAtATime) {
            require(message.getPayload(), signedIn(message));
        }
        return chain.proceed();
    }

    /** For whoever hands a command to its stream by another way than the command bus. */
    public void check(CommandMessage<?> message) {
        authorized(message);
    }

    /** The message, decided by the actor with the role that what they hold on the object comes to. */
    private CommandMessage<?> authorized(CommandMessage<?> message) {
        Object command = message.getPayload();
        SignedIn signedIn = signedIn(message);
        Actor actor = signedIn.actor();
        if (command instanceof Attributed attributed && !attributed.actor().equals(actor)) {
            throw Guard.denialToAll(command.getClass(), "it would be decided in the name of another");
        }
        Actor entitled = require(command, signedIn);
        return entitled.equals(actor) ? message : decidedBy(entitled, message);
    }

    private Actor require(Object command, SignedIn signedIn) {
        Actor actor = signedIn.actor();
        Operation operation = operationOf(command, actor);
        Guard.requireScope(signedIn, operation);
        if (objects.allowsByRole(actor, operation)) {
            return actor;
        }
        return objects.require(actor, operation, (Command) command);
    }

    private static CommandMessage<?> decidedBy(Actor actor, CommandMessage<?> message) {
        return new GenericCommandMessage<>(
                new GenericMessage<>(
                        message.getIdentifier(), Attribution.to(actor, message.getPayload()), message.getMetaData()),
                message.getCommandName());
    }

    private static Operation operationOf(Object command, Actor actor) {
        return CommandOperations.of(command, actor)
                .orElseThrow(() -> Guard.denialToAll(command.getClass(), "no operation is named for it"));
    }

    private static SignedIn signedIn(CommandMessage<?> message) {
        if (message.getMetaData().get(ACTING) instanceof SignedIn signedIn
                && signedIn.actor()
                        .subject()
                        .value()
                        .equals(message.getMetaData().get(EventMetadata.ACTOR))) {
            return signedIn;
        }
        throw Guard.denialToAll(message.getPayload().getClass(), "it does not say who sends it");
    }
}
