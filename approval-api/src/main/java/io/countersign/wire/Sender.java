package io.countersign.wire;

import io.countersign.BeforeCommit;
import io.countersign.Command;
import io.countersign.CommandSender;
import io.countersign.access.CurrentActor;
import io.countersign.access.ObjectAccess;
import io.countersign.identity.Actor;
import io.countersign.identity.SubjectId;
import io.countersign.rejection.Rejection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Sends commands in the name of whoever sent the request. */
@Component
public final class Sender {

    private final CommandSender commands;
    private final CurrentActor who;
    private final ObjectAccess objects;

    Sender(CommandSender commands, CurrentActor who, ObjectAccess objects) {
        this.commands = commands;
        this.who = who;
        this.objects = objects;
    }

    public Actor actor() {
        return who.actor();
    }

    public SubjectId subject() {
        return actor().subject();
    }

    /**
     * Asks the guard ahead of anything that is done towards a command.
     *
     * @throws io.countersign.rejection.Rejection when it would not let the command through
     */
    public void check(Command command) {
        try {
            objects.check(actor(), command);
        } catch (Rejection e) {
            throw RefusedCommand.noted(e, command);
        }
    }

    @SuppressWarnings("TypeParameterUnusedInFormals")
    public <R> @Nullable R send(Command command) {
        return send(command, who.metadata());
    }

    /** With work that goes into the command's own transaction. */
    public void send(Command command, BeforeCommit last) {
        Map<String, Object> metadata = new HashMap<>(who.metadata());
        metadata.put(BeforeCommit.METADATA, last);
        send(command, metadata);
    }

    @SuppressWarnings("TypeParameterUnusedInFormals")
    private <R> @Nullable R send(Command command, Map<String, Object> metadata) {
        try {
            return commands.send(command, metadata);
        } catch (Rejection e) {
            throw RefusedCommand.noted(e, command);
        }
    }
}
