package io.countersign.identity;

import io.countersign.Uuid7;
import io.countersign.access.RequestTrace;
import io.countersign.access.SignedIn;
import java.util.Map;
import java.util.Set;

/** Somebody who signed in and sends commands. */
public record Person(Actor actor) {

    public static Person contributor() {
        return with(Role.CONTRIBUTOR);
    }

    public static Person reviewer() {
        return with(Role.REVIEWER);
    }

    public static Person admin() {
        return with(Role.ADMIN);
    }

    private static Person with(Role role) {
        return new Person(new Actor(new SubjectId(Uuid7.hex()), Set.of(role), false));
    }

    public SubjectId subject() {
        return actor.subject();
    }

    /** What each of this person's commands says, in a request of its own. */
    public Map<String, Object> metadata() {
        return metadata(RequestTrace.fresh());
    }

    public Map<String, Object> metadata(RequestTrace request) {
        return new SignedIn(actor, "somebody", "basic").metadata(request);
    }
}
