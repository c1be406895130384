package io.countersign.decision;

import io.countersign.identity.SubjectId;
import io.countersign.policy.Change;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.Stage;
import io.countersign.registeredmodel.Standing;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Finds out whose word counts on a change, by the groups that people are in and the levels that they hold now. */
@Component
public final class Voters {

    private final PeopleReader people;

    Voters(PeopleReader people) {
        this.people = people;
    }

    public boolean includes(ModelId model, Standing standing, SubjectId person) {
        Map<SubjectId, Set<String>> groups = entitled(people.groupsOf(List.of(person)), model, standing.change());
        return standing.electorate().has(person, groups.getOrDefault(person, Set.of()));
    }

    /** Roles included. */
    public Set<String> groupsOf(SubjectId person) {
        return people.groupsOf(List.of(person)).getOrDefault(person, Set.of());
    }

    /** The names of everybody whose word counts, in order. */
    public List<String> names(ModelId model, Standing standing) {
        return people.everybody().stream()
                .filter(person -> standing.electorate()
                        .has(
                                person.subject(),
                                entitled(Map.of(person.subject(), person.groups()), model, standing.change())
                                        .getOrDefault(person.subject(), Set.of())))
                .map(PeopleReader.Person::username)
                .toList();
    }

    /** The names of accounts by their ids. */
    public Map<String, String> namesById() {
        return people.everybody().stream()
                .collect(Collectors.toMap(person -> person.subject().value(), PeopleReader.Person::username));
    }

    private Map<SubjectId, Set<String>> entitled(Map<SubjectId, Set<String>> groups, ModelId model, Change change) {
        Stage from = change instanceof Change.ToStage move ? move.from() : Stage.NONE;
        return people.withGrants(groups, model, change, from);
    }
}
