package io.countersign.policy;

import io.countersign.identity.SubjectId;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A check passed, as the identity reports that may.
 *
 * @param check its name
 * @param reporter whose reports count
 * @param within how old a report may be; null for any age
 */
public record CheckRule(
        String check, SubjectId reporter, @Nullable Duration within) implements Rule {

    @Override
    public String name() {
        return "check:" + check;
    }

    @Override
    public Finding judge(Case about, Conditions conditions) {
        if (about.concernsNoVersion()) {
            return Finding.notApplicable(name(), Finding.NO_VERSION);
        }
        Optional<CheckResult> last = about.checks().stream()
                .filter(result ->
                        result.name().equals(check) && result.reporter().equals(reporter))
                .max(Comparator.comparing(CheckResult::at));
        List<String> lookedAt = last.map(result -> List.of(
                        "check " + check + ": " + result.state() + " at " + result.at() + " by " + result.reporter()))
                .orElse(List.of());
        String open = "a report by " + reporter + " that " + check + " passed";
        if (last.isEmpty()) {
            return Finding.unsatisfied(name(), "Nothing was reported of it.", lookedAt, open);
        }
        if (last.get().state() != CheckResult.State.PASSED) {
            return Finding.unsatisfied(name(), "It has not passed.", lookedAt, open);
        }
        boolean late = within != null && last.get().at().plus(within).isBefore(about.at());
        return late
                ? Finding.unsatisfied(name(), "It passed too long ago.", lookedAt, open)
                : Finding.satisfied(name(), "It passed.", lookedAt);
    }
}
