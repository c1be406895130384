package io.countersign.decision;

import io.countersign.identity.SubjectId;
import io.countersign.policy.Electorate;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Finds out whose word counts on a change, by the groups that people are in now. */
@Component
public final class Voters {

    private final PeopleReader people;

    Voters(PeopleReader people) {
        this.people = people;
    }

    public boolean includes(Electorate electorate, SubjectId person) {
        return electorate.has(person, people.groupsOf(List.of(person)).getOrDefault(person, Set.of()));
    }

    /** The names of everybody whose word counts, in order. */
    public List<String> names(Electorate electorate) {
        return people.everybody().stream()
                .filter(person -> electorate.has(person.subject(), person.groups()))
                .map(PeopleReader.Person::username)
                .toList();
    }
}
