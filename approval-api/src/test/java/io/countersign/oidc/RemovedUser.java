package io.countersign.oidc;

import io.countersign.CommandSender;
import io.countersign.access.RequestTrace;
import io.countersign.access.SignedIn;
import io.countersign.assembly.InProcessServer;
import io.countersign.identity.UserCommand;
import io.countersign.signin.Users;

/** Somebody whom an admin keeps out. */
record RemovedUser(InProcessServer server, String username) {

    void remove() {
        server.part(CommandSender.class)
                .send(
                        new UserCommand.Remove(
                                server.part(Users.class).named(username).subject()),
                        SignedIn.SYSTEM.metadata(RequestTrace.fresh()));
    }
}
