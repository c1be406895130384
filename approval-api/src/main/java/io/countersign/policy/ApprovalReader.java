package io.countersign.policy;

import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/** Reads who has to approve, and finds out whether enough people are there who could. */
final class ApprovalReader {

    private static final int MOST_WAYS = 32;
    private static final int MOST_PLACES = 50;

    private final DocumentErrors errors;
    private final @Nullable Groups groups;
    private final Map<Quorum, Fields> places = new IdentityHashMap<>();

    ApprovalReader(DocumentErrors errors, Surroundings surroundings) {
        this.errors = errors;
        this.groups = surroundings.groups();
    }

    ApprovalRule read(Fields fields) {
        int before = errors.count();
        Set<Party> apart = apart(fields);
        Quorum quorum = quorum(fields);
        fields.end();
        ApprovalRule rule = new ApprovalRule(quorum, apart);
        if (quorum.alternatives() > MOST_WAYS) {
            fields.wrong("", "There are more than " + MOST_WAYS + " ways to meet it; name fewer alternatives.");
        } else if (quorum.people() > MOST_PLACES) {
            fields.wrong("", "It takes more than " + MOST_PLACES + " people; ask for fewer.");
        } else if (groups != null && errors.count() == before) {
            new QuorumCheck(groups, errors, places).check(rule, fields);
        }
        return rule;
    }

    private static Set<Party> apart(Fields fields) {
        if (!fields.has("apart-from")) {
            return EnumSet.allOf(Party.class);
        }
        List<Party> named = fields.parsedEach("apart-from", Values::party, Values.parties());
        return named.isEmpty() ? EnumSet.noneOf(Party.class) : EnumSet.copyOf(named);
    }

    private Quorum quorum(Fields fields) {
        Quorum quorum;
        if (fields.has("all")) {
            quorum = new Quorum.All(parts(fields, "all"));
        } else if (fields.has("any")) {
            quorum = new Quorum.Any(parts(fields, "any"));
        } else {
            String group = fields.required("group");
            Integer count = fields.parsed("count", Values::people, "a number from 1 to " + Values.MOST_PEOPLE);
            quorum = new Quorum.Of(group, count == null ? 1 : count);
        }
        places.put(quorum, fields);
        return quorum;
    }

    private List<Quorum> parts(Fields fields, String name) {
        List<Quorum> parts = fields.each(name, this::part);
        if (parts.isEmpty()) {
            fields.wrong(name, "Nobody is named.");
            return List.of(new Quorum.Of("", 1));
        }
        return parts;
    }

    private Quorum part(Fields list, Node item, String field) {
        Fields fields = Fields.of(item, field, errors);
        Quorum quorum = quorum(fields);
        fields.end();
        return quorum;
    }
}
