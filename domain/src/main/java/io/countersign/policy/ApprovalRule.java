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
        return found(
                tally(about),
                about.approvals().stream()
                        .flatMap(approval -> Stream.concat(
                                Stream.of(words(approval, about)),
                                approval.words().stream().map(word -> words(word, approval, about))))
                        .toList());
    }

    /** How far those get who approved and whose approvals count. */
    public Tally tally(Case about) {
        SortedMap<SubjectId, Set<String>> counting = new TreeMap<>(Comparator.comparing(SubjectId::value));
        about.approvals()
                .forEach(approval ->
                        counting.merge(personOf(approval, about), groupsOf(approval, about), ApprovalRule::both));
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
        SubjectId account = approval.hand();
        SubjectId person = personOf(approval, about);
        String who = "approval by " + account;
        if (person.equals(approval.by()) && !person.equals(account)) {
            who += ", which counts as " + person;
        } else if (!person.equals(account)) {
            who += ", whose account " + person + " made";
        }
        String said = who;
        return partOf(approval, about)
                .map(party -> said + ", which does not count: they are the " + party.label())
                .orElse(said);
    }

    private String words(Lent word, Approval approval, Case about) {
        String said = "approval by " + approval.hand() + ", for " + word.by() + " until " + word.until();
        return partOf(approval, about).isEmpty() && adds(word, approval, about)
                ? said
                : said + ", which does not count: one of them had a part in it, or " + word.by() + " counts already";
    }

    private static Set<String> both(Set<String> one, Set<String> other) {
        return Stream.concat(one.stream(), other.stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether an approval fills a place, or could. */
    boolean counts(Approval approval, Case about) {
        Set<String> groups = groupsOf(approval, about);
        return quorum.groups().anyMatch(groups::contains);
    }

    /** For which groups it counts; for none when whoever gives it had a part in the matter. */
    private Set<String> groupsOf(Approval approval, Case about) {
        return partOf(approval, about).isPresent()
                ? Set.of()
                : approval.words().stream()
                        .filter(word -> adds(word, approval, about))
                        .map(Lent::groups)
                        .reduce(approval.groups(), ApprovalRule::both);
    }

    /**
     * Whether an approval by those who lent their word would count itself, as one more beside those of others and the words
     * that were spoken before.
     */
    private boolean adds(Lent word, Approval approval, Case about) {
        List<Approval> others = new ArrayList<>(spokenBefore(approval, about));
        Case asIf = about.with(word.spoken());
        for (Approval other : others) {
            asIf = asIf.with(other);
        }
        about.approvals().stream()
                .filter(other -> !other.hand().equals(approval.hand()))
                .forEach(others::add);
        return counts(word.spoken(), others, asIf);
    }

    private static List<Approval> spokenBefore(Approval approval, Case about) {
        return about.approvals().stream()
                .takeWhile(other -> !other.hand().equals(approval.hand()))
                .flatMap(other -> other.words().stream())
                .map(Lent::spoken)
                .toList();
    }

    private boolean counts(Approval one, List<Approval> others, Case about) {
        SubjectId person = personOf(one, about);
        return partOf(one, about).isEmpty()
                && others.stream().noneMatch(other -> personOf(other, about).equals(person));
    }

    /** Whose place it fills: of whoever made the account and has a part in this too, else of the person behind it. */
    private SubjectId personOf(Approval approval, Case about) {
        SubjectId hand = personBehind(approval.hand(), about);
        return hand.equals(approval.hand()) ? personBehind(approval.by(), about) : hand;
    }

    /** With {@link Party#OWN_ACCOUNT} apart, an account is that of whoever made it and has a part in this too. */
    SubjectId personBehind(SubjectId account, Case about) {
        return apart.contains(Party.OWN_ACCOUNT) ? about.handOf(account) : account;
    }

    /** Whether an account's approval counts, should it be in a group that is asked. */
    public boolean mayCount(SubjectId account, Case about) {
        return partOf(personBehind(account, about), about).isEmpty();
    }

    /** The part that keeps whoever gave it from approving: by that account, or by the person whom it acts for. */
    Optional<Party> partOf(Approval approval, Case about) {
        return Stream.of(approval.hand(), approval.by())
                .map(each -> partOf(personBehind(each, about), about))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<Party> partOf(SubjectId person, Case about) {
        return EnumSet.allOf(Party.class).stream()
                .filter(apart::contains)
                .filter(party -> about.peopleIn(party).stream()
                        .anyMatch(each -> personBehind(each, about).equals(person)))
                .findFirst();
    }
}
