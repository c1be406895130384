package io.countersign.access;

import io.countersign.Command;
import io.countersign.identity.Actor;
import java.util.Optional;

/** Which operation it is that somebody asks for. */
public final class Operations {

    private Operations() {}

    public static Optional<Operation> of(Command command, Actor actor) {
        return CommandOperations.of(command, actor);
    }

    /** @param handler of an HTTP route; empty when it names none */
    public static Optional<Operation> of(Object handler) {
        return Rule.of(handler) instanceof Rule.Needs needs ? Optional.of(needs.operation()) : Optional.empty();
    }
}
