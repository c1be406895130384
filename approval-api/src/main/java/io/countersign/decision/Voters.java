package io.countersign.decision;

import io.countersign.identity.SubjectId;
import io.countersign.policy.PeopleFacts;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.Standing;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Finds out whose word counts on a change, by the groups that people are in and the levels that they hold now. */
@Component
public final class Voters {

    private final PeopleReader people;
    private final PartReader parts;
    private final Clock clock;

    Voters(PeopleReader people, PartReader parts, Clock clock) {
        this.people = people;
        this.parts = parts;
        this.clock = clock;
    }

    public boolean includes(ModelId model, Standing standing, SubjectId person) {
        return includes(parts.voters(Set.of(person), model, standing.change(), clock.instant()), standing, person);
    }

    /** Roles included. */
    public Set<String> groupsOf(SubjectId person) {
        return people.groupsOf(List.of(person)).getOrDefault(person, Set.of());
    }

    /** The names of everybody whose word counts, in order. */
    public List<String> names(ModelId model, Standing standing) {
        return including(model, standing).stream()
                .map(PeopleReader.Person::username)
                .toList();
    }

    /** Everybody whose word counts. */
    Set<SubjectId> all(ModelId model, Standing standing) {
        return including(model, standing).stream()
                .map(PeopleReader.Person::subject)
                .collect(Collectors.toUnmodifiableSet());
    }

    private List<PeopleReader.Person> including(ModelId model, Standing standing) {
        List<PeopleReader.Person> everybody = people.everybody();
        Set<SubjectId> ids =
                everybody.stream().map(PeopleReader.Person::subject).collect(Collectors.toSet());
        PeopleFacts voters = parts.voters(ids, model, standing.change(), clock.instant());
        return everybody.stream()
                .filter(person -> includes(voters, standing, person.subject()))
                .toList();
    }

    private boolean includes(PeopleFacts voters, Standing standing, SubjectId person) {
        return standing.electorate().has(voters.approvalBy(person, clock.instant(), null));
    }

    /** The names of accounts by their ids. */
    public Map<String, String> namesById() {
        return people.everybody().stream()
                .collect(Collectors.toMap(person -> person.subject().value(), PeopleReader.Person::username));
    }
}
