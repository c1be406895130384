package io.countersign.policy;

import io.countersign.delegation.Delegation;
import io.countersign.identity.Role;
import io.countersign.identity.SubjectId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What rules look at of those who have a part in a decision.
 *
 * @param persons whom accounts count as: what nobody else vouched for as that of who chose the password, and other accounts
 *     of services as those whom they act for; who is missing counts as themselves
 * @param serving whom accounts act for that do not count as theirs, because another chose the password
 * @param makers who made their accounts
 * @param groups that each account is in, roles included
 * @param delegations that hold now, to those whose approval may count
 */
public record PeopleFacts(
        Map<SubjectId, SubjectId> persons,
        Map<SubjectId, SubjectId> serving,
        Map<SubjectId, SubjectId> makers,
        Map<SubjectId, Set<String>> groups,
        List<Delegation> delegations) {

    public static final PeopleFacts NOBODY = new PeopleFacts(Map.of(), Map.of(), Map.of(), List.of());

    public PeopleFacts {
        persons = Map.copyOf(persons);
        serving = Map.copyOf(serving);
        makers = Map.copyOf(makers);
        groups = Map.copyOf(groups);
        delegations = List.copyOf(delegations);
    }

    /** Where every account that acts for somebody counts as theirs. */
    public PeopleFacts(
            Map<SubjectId, SubjectId> persons,
            Map<SubjectId, SubjectId> makers,
            Map<SubjectId, Set<String>> groups,
            List<Delegation> delegations) {
        this(persons, Map.of(), makers, groups, delegations);
    }

    public SubjectId person(SubjectId account) {
        return persons.getOrDefault(account, account);
    }

    /** Those on whom it depends what the accounts count for: the people behind them, and whose word they have. */
    public Stream<SubjectId> others() {
        Stream<SubjectId> served = Stream.concat(serving.keySet().stream(), serving.values().stream());
        return Stream.of(persons.values().stream(), served, delegations.stream().map(Delegation::by))
                .flatMap(each -> each);
    }

    /**
     * Accounts with the people whom they count as, and those whom they act for all the same or that act for them: none of
     * these is independent of what another did.
     */
    public Set<SubjectId> withPersons(Set<SubjectId> accounts) {
        Set<SubjectId> all = accounts.stream()
                .flatMap(account -> Stream.of(account, person(account)))
                .collect(Collectors.toCollection(HashSet::new));
        Set<SubjectId> counted = Set.copyOf(all);
        serving.forEach((account, person) -> {
            if (accounts.contains(account)) {
                all.add(person);
            }
            if (counted.contains(person)) {
                all.add(account);
            }
        });
        return all;
    }

    public Set<String> groupsOf(SubjectId account) {
        return groups.getOrDefault(account, Set.of());
    }

    /** What an approval by this account would count for now, or one that it gave before. */
    public Approval approvalBy(SubjectId account, Instant at, @Nullable String meaning) {
        SubjectId person = person(account);
        return new Approval(
                person, groupsOf(account), at, meaning, person.equals(account) ? null : account, lentTo(account));
    }

    /** Who may not decide themselves has no word that another could speak. */
    private List<Lent> lentTo(SubjectId account) {
        return delegations.stream()
                .filter(delegation -> delegation.to().equals(account))
                .filter(delegation -> !person(delegation.by()).equals(person(account)))
                .filter(delegation -> groupsOf(delegation.by()).contains(Role.CONTRIBUTOR.label()))
                .map(delegation -> new Lent(person(delegation.by()), delegation.until(), groupsOf(delegation.by())))
                .toList();
    }
}
