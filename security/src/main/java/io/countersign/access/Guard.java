package io.countersign.access;

import io.countersign.identity.Actor;
import io.countersign.identity.Role;
import io.countersign.permission.PermissionLevel;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.token.Scope;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says whether somebody may do something. The one place that commands, HTTP handlers and filters ask. */
final class Guard {

    private static final Logger LOG = LoggerFactory.getLogger(Guard.class);

    private Guard() {}

    static boolean allows(Actor actor, Operation operation) {
        return actor.has(operation.leastRole());
    }

    private static void require(Actor actor, Operation operation) {
        if (!allows(actor, operation)) {
            throw denial(actor, operation);
        }
    }

    /** @throws Rejection when they signed in by what is not good for this, or as a program that answers to nobody */
    static void requireScope(SignedIn signedIn, Operation operation) {
        Credential credential = signedIn.credential();
        if (!credential.permits(operation)) {
            LOG.info("Denied: {} by a token of {}.", operation, signedIn.actor().subject());
            throw Rejection.of(
                    Reason.PERMISSION_MISSING,
                    "Permission denied: to %s (%s) %s.",
                    operation.activity(),
                    operation,
                    credential.missing(operation));
        }
        if (credential.answersToNobody() && operation.scope().orElse(null) != Scope.READ) {
            LOG.info(
                    "Denied: {} to {}, a program of nobody's.",
                    operation,
                    signedIn.actor().subject());
            throw Rejection.of(
                    Reason.ACTS_FOR_NOBODY,
                    "Permission denied: to %s (%s) this service account must name the person it acts for; an admin sets"
                            + " it by acts_for.",
                    operation.activity(),
                    operation);
        }
    }

    /** @throws Rejection naming what is missing, of the role or of the token */
    static void require(SignedIn signedIn, Operation operation) {
        requireScope(signedIn, operation);
        require(signedIn.actor(), operation);
    }

    static Rejection denial(Actor actor, Operation operation) {
        return denial(
                actor,
                operation,
                operation.sufficient().map(Operation.Sufficient::level).orElse(null));
    }

    /** @param sufficient the level on the object that would do in place of the role, if any */
    static Rejection denial(Actor actor, Operation operation, @Nullable PermissionLevel sufficient) {
        LOG.info("Denied: {} to {}.", operation, actor.subject());
        return Rejection.of(
                Reason.PERMISSION_MISSING,
                "Permission denied: to %s (%s) one needs the role %s%s; you have %s.",
                operation.activity(),
                operation,
                operation.leastRole().label(),
                sufficient == null ? "" : ", or " + sufficient + " on the object",
                held(actor));
    }

    /** A denial to everybody, whatever their role: a mistake in the program, or an attempt at one. */
    static Rejection denialToAll(Object what, String because) {
        LOG.warn("Denied to all: {}, because {}.", what, because);
        return Rejection.of(Reason.PERMISSION_MISSING, "Permission denied: %s.", because);
    }

    private static String held(Actor actor) {
        return actor.roles().isEmpty()
                ? "no role"
                : actor.roles().stream().sorted().map(Role::label).collect(Collectors.joining(", "));
    }
}
