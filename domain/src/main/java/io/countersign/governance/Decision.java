package io.countersign.governance;

import io.countersign.identity.Actor;
import io.countersign.identity.SubjectId;
import io.countersign.registeredmodel.Stage;
import java.util.Set;

/**
 * A change of stage that someone is about to decide on.
 *
 * @param requesters everyone who asked for this very change and whose request is open
 */
public record Decision(Actor actor, Stage from, Stage to, Set<SubjectId> requesters) {

    public Decision {
        requesters = Set.copyOf(requesters);
    }

    boolean isRequested() {
        return !requesters.isEmpty();
    }

    boolean isBySecondPerson() {
        return requesters.stream().noneMatch(actor::is);
    }
}
