package io.countersign.policy;

import io.countersign.identity.Role;
import io.countersign.identity.SubjectId;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Who is in which group now; roles are groups too. */
interface Groups {

    Map<SubjectId, Set<String>> ofEverybody();

    /** Those whose approvals may be asked for: who contributes may also be in a group that decides. */
    default Map<SubjectId, Set<String>> ofWhoMayApprove() {
        return ofThoseIn(Role.CONTRIBUTOR.label());
    }

    default Map<SubjectId, Set<String>> ofWhoMayRequest() {
        return ofThoseIn(Role.CONTRIBUTOR.label());
    }

    default boolean hasAnybodyIn(String group) {
        return ofEverybody().values().stream().anyMatch(groups -> groups.contains(group));
    }

    private Map<SubjectId, Set<String>> ofThoseIn(String role) {
        return ofEverybody().entrySet().stream()
                .filter(person -> person.getValue().contains(role))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
