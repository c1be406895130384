package io.countersign.policy;

import io.countersign.identity.SubjectId;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * So many approvals, by people who had no part in it.
 *
 * @param apart whose approvals do not count
 */
public record ApprovalRule(Quorum quorum, Set<Party> apart) implements Rule {

    public ApprovalRule {
        apart = Set.copyOf(apart);
    }

    @Override
    public String name() {
        return "approvals";
    }

    @Override
    public Finding judge(Case about, Conditions conditions) {
        return found(
                tally(about),
                about.approvals().stream()
                        .map(approval -> words(approval, about))
                        .toList());
    }

    /** How far those get who approved and whose approvals count. */
    public Tally tally(Case about) {
        SortedMap<SubjectId, Set<String>> counting = new TreeMap<>(Comparator.comparing(SubjectId::value));
        about.approvals().stream()
                .filter(approval -> mayCount(approval.by(), about))
                .forEach(approval ->
                        counting.merge(personBehind(approval.by(), about), approval.groups(), ApprovalRule::both));
        return Tally.of(quorum, counting);
    }

    private Finding found(Tally tally, List<String> lookedAt) {
        if (tally.isMet()) {
            return Finding.satisfied(name(), "Enough people approved who may.", lookedAt);
        }
        String[] open =
                tally.missing().entrySet().stream().map(ApprovalRule::more).toArray(String[]::new);
        return Finding.unsatisfied(name(), "It takes " + String.join(" and ", open) + ".", lookedAt, open);
    }

    private static String more(Map.Entry<String, Integer> missing) {
        return missing.getValue() + " more approval" + (missing.getValue() == 1 ? "" : "s") + " by " + missing.getKey();
    }

    private String words(Approval approval, Case about) {
        SubjectId person = personBehind(approval.by(), about);
        String who = "approval by " + approval.by()
                + (person.equals(approval.by()) ? "" : ", whose account " + person + " made");
        return partOf(person, about)
                .map(party -> who + ", which does not count: they are the " + party.label())
                .orElse(who);
    }

    private static Set<String> both(Set<String> one, Set<String> other) {
        return Stream.concat(one.stream(), other.stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** With {@link Party#OWN_ACCOUNT} apart, an account is that of whoever made it and has a part in this too. */
    SubjectId personBehind(SubjectId account, Case about) {
        return apart.contains(Party.OWN_ACCOUNT) ? about.handOf(account) : account;
    }

    /** Whether an account's approval counts, should it be in a group that is asked. */
    public boolean mayCount(SubjectId account, Case about) {
        return partOf(personBehind(account, about), about).isEmpty();
    }

    /** The part that keeps somebody from approving. */
    public Optional<Party> partOf(SubjectId person, Case about) {
        return EnumSet.allOf(Party.class).stream()
                .filter(apart::contains)
                .filter(party -> about.peopleIn(party).stream()
                        .anyMatch(each -> personBehind(each, about).equals(person)))
                .findFirst();
    }
}
