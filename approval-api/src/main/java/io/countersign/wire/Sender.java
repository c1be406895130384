package io.countersign.wire;

import io.countersign.BeforeCommit;
import io.countersign.Command;
import io.countersign.CommandSender;
import io.countersign.access.CurrentActor;
import io.countersign.identity.Actor;
import io.countersign.identity.SubjectId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Sends commands in the name of whoever sent the request. */
@Component
public final class Sender {

    private final CommandSender commands;
    private final CurrentActor who;

    Sender(CommandSender commands, CurrentActor who) {
        this.commands = commands;
        this.who = who;
    }

    public Actor actor() {
        return who.actor();
    }

    public SubjectId subject() {
        return actor().subject();
    }

    @SuppressWarnings("TypeParameterUnusedInFormals")
    public <R> @Nullable R send(Command command) {
        return commands.send(command, who.metadata());
    }

    /** With work that goes into the command's own transaction. */
    public void send(Command command, BeforeCommit last) {
        Map<String, Object> metadata = new HashMap<>(who.metadata());
        metadata.put(BeforeCommit.METADATA, last);
        commands.send(command, metadata);
    }
}
