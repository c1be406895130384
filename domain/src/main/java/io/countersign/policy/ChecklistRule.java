package io.countersign.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Every item of a checklist has an answer that will do. Of several answers to one item the last counts.
 *
 * @param items in the order of the document, no two of one name
 */
public record ChecklistRule(String checklist, List<Item> items) implements Rule {

    public ChecklistRule {
        items = List.copyOf(items);
    }

    /** @param accepted answers that will do, in the order of the document; never empty */
    public record Item(String item, Set<String> accepted) {

        public Item {
            accepted = new LinkedHashSet<>(accepted);
        }

        private String wanted() {
            return "the answer " + String.join(" or ", accepted) + " to " + item;
        }
    }

    @Override
    public String name() {
        return "checklist:" + checklist;
    }

    @Override
    public Finding judge(Case about, Conditions conditions) {
        if (about.concernsNoVersion()) {
            return Finding.notApplicable(name(), Finding.NO_VERSION);
        }
        return judge(about.checklists());
    }

    /** @param answers of any checklists */
    Finding judge(List<ChecklistAnswer> answers) {
        List<String> lookedAt = new ArrayList<>();
        List<String> open = new ArrayList<>();
        for (Item item : items) {
            Optional<ChecklistAnswer> last = last(item, answers);
            last.ifPresent(answer -> lookedAt.add(words(answer)));
            if (last.filter(answer -> item.accepted().contains(answer.answer())).isEmpty()) {
                open.add(item.wanted());
            }
        }
        return open.isEmpty()
                ? Finding.satisfied(name(), "Every item has an answer that will do.", lookedAt)
                : Finding.unsatisfied(
                        name(),
                        open.size() + " of " + items.size() + " items are open.",
                        lookedAt,
                        open.toArray(String[]::new));
    }

    private Optional<ChecklistAnswer> last(Item item, List<ChecklistAnswer> answers) {
        return answers.stream()
                .filter(answer ->
                        answer.checklist().equals(checklist) && answer.item().equals(item.item()))
                .max(Comparator.comparing(ChecklistAnswer::at));
    }

    private static String words(ChecklistAnswer answer) {
        return answer.item() + ": " + answer.answer() + ", by " + answer.by() + " at " + answer.at();
    }
}
