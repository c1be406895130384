package io.countersign.decision;

import io.countersign.delegation.Delegation;
import io.countersign.delegation.DelegationQueries;
import io.countersign.identity.Actor;
import io.countersign.identity.SubjectId;
import io.countersign.policy.Change;
import io.countersign.policy.PeopleFacts;
import io.countersign.registeredmodel.ModelId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Reads what rules look at of those who have a part in a decision, or may take one. */
@Component
final class PartReader {

    private final PeopleReader people;
    private final DelegationQueries delegations;

    PartReader(PeopleReader people, DelegationQueries delegations) {
        this.people = people;
        this.delegations = delegations;
    }

    /** Everything, with the roles in which the actor signed in. */
    PeopleFacts parts(Set<SubjectId> accounts, Actor actor, ModelId model, Change change, Instant at) {
        List<Delegation> held = heldBy(accounts, at);
        Map<SubjectId, SubjectId> persons = people.personsOf(with(held, accounts));
        Set<SubjectId> all = with(held, accounts);
        all.addAll(persons.values());
        return new PeopleFacts(
                persons,
                people.servingOrServed(all),
                people.makersOf(all),
                people.withGrants(people.groupsOf(all, actor), model, change),
                held);
    }

    /** What counts of their word; who made their accounts is known of those alone who have a part already. */
    PeopleFacts voters(Set<SubjectId> accounts, ModelId model, Change change, Instant at) {
        List<Delegation> held = heldBy(accounts, at);
        Set<SubjectId> all = with(held, accounts);
        return new PeopleFacts(
                people.personsOf(all), Map.of(), people.withGrants(people.groupsOf(all), model, change), held);
    }

    private List<Delegation> heldBy(Set<SubjectId> accounts, Instant at) {
        return delegations.holdingAt(at).stream()
                .filter(delegation -> accounts.contains(delegation.to()))
                .toList();
    }

    private static Set<SubjectId> with(List<Delegation> held, Set<SubjectId> accounts) {
        return Stream.concat(accounts.stream(), held.stream().map(Delegation::by))
                .collect(Collectors.toCollection(HashSet::new));
    }
}
