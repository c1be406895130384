package io.countersign.policy;

import io.countersign.identity.Actor;
import io.countersign.identity.SubjectId;
import io.countersign.signin.Membership;
import io.countersign.signin.People;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The people of this server, its clock and its language of conditions. */
@Component
final class ServerSurroundings {

    private final Membership membership;
    private final People people;
    private final CelConditions conditions;

    ServerSurroundings(Membership membership, People people, CelConditions conditions) {
        this.membership = membership;
        this.people = people;
        this.conditions = conditions;
    }

    /** On a server for one person there is nobody to count: whatever that person decides, they decide alone. */
    Surroundings of(Actor proposer) {
        Map<SubjectId, Set<String>> everybody = membership.ofEverybody();
        return new Surroundings(
                proposer.alone() ? null : () -> everybody,
                name -> proposer.alone() ? Optional.of(new SubjectId(name)) : reporter(name, everybody),
                conditions::problems,
                Instant.now());
    }

    private Optional<SubjectId> reporter(String name, Map<SubjectId, Set<String>> everybody) {
        return people.named(name).or(() -> Optional.of(new SubjectId(name)).filter(everybody::containsKey));
    }
}
