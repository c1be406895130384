package io.countersign.policy;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A document is there.
 *
 * @param type media type that it must have; null for any
 * @param producers the group that its producer must be in; null for anybody
 * @param within how old it may be; null for any age
 */
public record EvidenceRule(
        String slot,
        @Nullable String type,
        @Nullable String producers,
        @Nullable Duration within) implements Rule {

    @Override
    public String name() {
        return "evidence:" + slot;
    }

    @Override
    public Finding judge(Case about, Conditions conditions) {
        if (about.concernsNoVersion()) {
            return Finding.notApplicable(name(), Finding.NO_VERSION);
        }
        List<Evidence> given = about.evidence().stream()
                .filter(each -> each.slot().equals(slot))
                .toList();
        List<String> lookedAt = given.stream()
                .map(each -> slot + ": sha256 " + each.sha256() + " by " + each.producer() + " at " + each.at())
                .toList();
        return given.stream().anyMatch(each -> serves(each, about))
                ? Finding.satisfied(name(), "It is there.", lookedAt)
                : Finding.unsatisfied(name(), wanted() + " is missing.", lookedAt, wanted());
    }

    private boolean serves(Evidence given, Case about) {
        return (type == null || type.equals(given.type()))
                && (producers == null || given.groups().contains(producers))
                && (within == null || !given.at().plus(within).isBefore(about.at()));
    }

    private String wanted() {
        return "A document for " + slot
                + (type == null ? "" : " of type " + type)
                + (producers == null ? "" : " by someone of " + producers)
                + (within == null ? "" : ", not older than " + within);
    }
}
