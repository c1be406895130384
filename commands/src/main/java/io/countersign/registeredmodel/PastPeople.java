package io.countersign.registeredmodel;

import io.countersign.identity.Hands;
import io.countersign.identity.Role;
import io.countersign.identity.SubjectId;
import io.countersign.identity.UserEvent;
import io.countersign.policy.Electorate;
import io.countersign.policy.PeopleFacts;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who was in which group, who had made whose account and who acted for whom, as the log tells it up to some moment. */
final class PastPeople {

    private final Map<SubjectId, Set<String>> groups = new HashMap<>();
    private final Map<SubjectId, SubjectId> makers = new HashMap<>();
    private final Map<SubjectId, SubjectId> persons = new HashMap<>();
    private final Map<SubjectId, SubjectId> keepers = new HashMap<>();
    private final Set<SubjectId> founders = new HashSet<>();

    void on(UserEvent event, SubjectId actor) {
        switch (event) {
            case UserEvent.Registered e -> {
                groups.put(e.user(), Role.groups(e.roles(), e.groups()));
                if (actor.equals(SubjectId.SYSTEM)) {
                    founders.add(e.user());
                } else {
                    makers.put(e.user(), actor);
                    keep(e.user(), actor);
                }
            }
            case UserEvent.Admitted e -> groups.put(e.user(), Role.groups(e.roles(), e.groups()));
            case UserEvent.ServiceRegistered e -> {
                groups.put(e.user(), Role.groups(e.roles(), e.groups()));
                persons.put(e.user(), e.person());
            }
            case UserEvent.TokenIssued e -> {}
            case UserEvent.TokenRevoked e -> {}
            case UserEvent.AccessChanged e -> groups.put(e.user(), Role.groups(e.roles(), e.groups()));
            case UserEvent.Assigned e -> persons.put(e.user(), e.person());
            case UserEvent.Released e -> persons.remove(e.user());
            case UserEvent.PasswordChanged e -> keep(e.user(), actor);
            case UserEvent.Vouched e -> keepers.remove(e.user());
            case UserEvent.Removed e -> groups.remove(e.user());
        }
    }

    /** Who counts as the account already does not keep it, so that no chain is made a ring. */
    private void keep(SubjectId account, SubjectId keeper) {
        if (Hands.lead(keeper, account, this::handOf) || !groups.containsKey(keeper)) {
            return;
        }
        if (founders.contains(keeper) && !keepers.containsKey(keeper)) {
            keepers.remove(account);
        } else {
            keepers.put(account, keeper);
        }
    }

    /** Whom an account counted as: who had chosen its password with nobody vouching for it, else whom it acted for. */
    SubjectId personOf(SubjectId account) {
        return Hands.personBehind(account, this::handOf);
    }

    private Optional<SubjectId> handOf(SubjectId account) {
        return Optional.ofNullable(keepers.getOrDefault(account, persons.get(account)));
    }

    /** With all whose doing theirs was: neither is independent of what the other did. */
    Set<SubjectId> withPersons(Set<SubjectId> accounts) {
        Map<SubjectId, SubjectId> serving = new HashMap<>(persons);
        serving.keySet().retainAll(keepers.keySet());
        Map<SubjectId, SubjectId> counted = accounts.stream().collect(Collectors.toMap(each -> each, this::personOf));
        return new PeopleFacts(counted, serving, Map.of(), Map.of(), List.of()).withPersons(accounts);
    }

    Set<String> groupsOf(SubjectId person) {
        return groups.getOrDefault(person, Set.of());
    }

    Set<String> groupsOfBoth(SubjectId one, SubjectId other) {
        return groupsOf(one).stream().filter(groupsOf(other)::contains).collect(Collectors.toUnmodifiableSet());
    }

    /** Where no policy had a say it took a reviewer, by role or by a grant on the model. */
    Set<String> groupsOfDecider(SubjectId person) {
        return Stream.concat(groupsOf(person).stream(), Stream.of(Electorate.REVIEWERS))
                .collect(Collectors.toUnmodifiableSet());
    }

    Map<SubjectId, SubjectId> makersOf(Collection<SubjectId> people) {
        return people.stream()
                .filter(makers::containsKey)
                .collect(Collectors.toMap(person -> person, makers::get, (one, same) -> one));
    }
}
