package io.countersign.policy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads who gets past the rules in an emergency, and for how long. */
final class BreakGlassReader {

    private static final int PEOPLE = 2;

    private final @Nullable Groups groups;

    BreakGlassReader(Surroundings surroundings) {
        this.groups = surroundings.groups();
    }

    @Nullable
    BreakGlass read(Fields fields) {
        String group = fields.required("group");
        if (!group.isEmpty() && groups != null && membersOf(group, groups) < PEOPLE) {
            fields.wrong("group", "It takes two people of the group " + group + ", and there are not so many.");
        }
        if (!fields.has("for-at-most")) {
            fields.wrong("for-at-most", "This field is missing.");
        }
        Duration longest = fields.parsed("for-at-most", Values::duration, Values.DURATION);
        fields.end();
        return longest == null ? null : new BreakGlass(group, longest);
    }

    private static long membersOf(String group, Groups groups) {
        return groups.ofWhoMayApprove().values().stream()
                .filter(theirs -> theirs.contains(group))
                .count();
    }
}
