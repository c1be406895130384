package io.countersign.policy;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads which items of a checklist want which answers. */
final class ChecklistReader {

    private ChecklistReader() {}

    static Rule read(Fields fields) {
        String name = fields.required("name");
        List<ChecklistRule.Item> items =
                fields.mappings("items").stream().map(ChecklistReader::item).toList();
        if (items.isEmpty()) {
            fields.wrong("items", "Name the items, for example [{item: rollback tested, accept: [\"yes\"]}].");
        }
        if (items.stream().map(ChecklistRule.Item::item).distinct().count() < items.size()) {
            fields.wrong("items", "Two items have the same name.");
        }
        fields.end();
        return new ChecklistRule(name, items);
    }

    private static ChecklistRule.Item item(Fields fields) {
        String name = fields.required("item");
        Set<String> accepted = new LinkedHashSet<>(fields.texts("accept"));
        if (accepted.isEmpty()) {
            fields.wrong("accept", "Name the answers that will do, for example [\"yes\"].");
        }
        fields.end();
        return new ChecklistRule.Item(name, accepted);
    }
}
