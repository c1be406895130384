package io.countersign.registeredmodel;

import io.countersign.identity.SubjectId;
import io.countersign.policy.Party;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who had a part in a version.
 *
 * @param fromRun whether a run made it, of whose owner and last writer the model's events say nothing
 * @param logged whether it was made from a logged model, of whose maker they say nothing either
 * @param modifier the last person that wrote to its stream; null when nobody did
 */
record PastVersion(
        SubjectId creator,
        boolean fromRun,
        boolean logged,
        @Nullable SubjectId modifier) {

    /** What the server finds out by itself is nobody's change. */
    PastVersion modifiedBy(SubjectId actor) {
        return actor.equals(SubjectId.SYSTEM) ? this : new PastVersion(creator, fromRun, logged, actor);
    }

    /** Those that are known; a part that nobody has is known too. */
    Map<Party, Set<SubjectId>> parties() {
        Map<Party, Set<SubjectId>> parties = new EnumMap<>(Party.class);
        parties.put(Party.VERSION_CREATOR, Set.of(creator));
        if (!fromRun && !logged) {
            parties.put(Party.RUN_OWNER, Set.of());
        }
        if (!fromRun) {
            parties.put(Party.LAST_MODIFIER, modifier == null ? Set.of() : Set.of(modifier));
        }
        return parties;
    }
}
