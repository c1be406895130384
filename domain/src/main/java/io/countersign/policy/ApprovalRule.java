package io.countersign.policy;

import io.countersign.identity.SubjectId;
import java.util.ArrayList;
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
        SortedMap<SubjectId, Set<String>> counting = new TreeMap<>(Comparator.comparing(SubjectId::value));
        List<String> lookedAt = new ArrayList<>();
        for (Approval approval : about.approvals()) {
            SubjectId person = personBehind(approval.by(), about);
            Optional<Party> part = partOf(person, about);
            if (part.isEmpty()) {
                counting.merge(person, approval.groups(), ApprovalRule::both);
            }
            lookedAt.add(words(approval, person, part));
        }
        return found(Tally.of(quorum, counting), lookedAt);
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

    private static String words(Approval approval, SubjectId person, Optional<Party> part) {
        String who = "approval by " + approval.by()
                + (person.equals(approval.by()) ? "" : ", whose account " + person + " made");
        return part.map(party -> who + ", which does not count: they are the " + party.label())
                .orElse(who);
    }

    private static Set<String> both(Set<String> one, Set<String> other) {
        return Stream.concat(one.stream(), other.stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** With {@link Party#OWN_ACCOUNT} apart, an account is that of whoever made it and has a part in this too. */
    SubjectId personBehind(SubjectId account, Case about) {
        return apart.contains(Party.OWN_ACCOUNT) ? about.handOf(account) : account;
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
