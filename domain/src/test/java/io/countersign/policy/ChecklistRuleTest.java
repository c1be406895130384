package io.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.identity.SubjectId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChecklistRuleTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final ChecklistRule DEPLOYMENT = new ChecklistRule(
            "deployment",
            List.of(
                    new ChecklistRule.Item("rollback tested", Set.of("yes")),
                    new ChecklistRule.Item("privacy reviewed", Set.of("yes", "not applicable"))));

    private static ChecklistAnswer answer(String item, String answer, int second) {
        return new ChecklistAnswer("deployment", item, answer, new SubjectId("bob"), NOW.plusSeconds(second));
    }

    @Test
    void everyItemNeedsAnAnswerThatWillDo() {
        assertThat(DEPLOYMENT
                        .judge(List.of(
                                answer("rollback tested", "yes", 0), answer("privacy reviewed", "not applicable", 1)))
                        .status())
                .isEqualTo(RuleStatus.SATISFIED);
        Finding finding = DEPLOYMENT.judge(List.of(answer("rollback tested", "no", 0)));
        assertThat(finding.status()).isEqualTo(RuleStatus.UNSATISFIED);
        assertThat(finding.says()).isEqualTo("2 of 2 items are open.");
        assertThat(finding.open()).first().isEqualTo("the answer yes to rollback tested");
    }

    @Test
    void theLastAnswerCounts() {
        List<ChecklistAnswer> answers = List.of(
                answer("privacy reviewed", "yes", 0),
                answer("rollback tested", "no", 2),
                answer("rollback tested", "yes", 1));
        assertThat(DEPLOYMENT.judge(answers).open()).containsExactly("the answer yes to rollback tested");
    }

    @Test
    void answersToOtherChecklistsDoNotCount() {
        ChecklistAnswer other = new ChecklistAnswer("other", "rollback tested", "yes", new SubjectId("bob"), NOW);
        assertThat(DEPLOYMENT.judge(List.of(other)).open()).hasSize(2);
    }
}
