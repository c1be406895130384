package io.countersign.program;

import io.countersign.database.ConnectionPools;
import io.countersign.database.DatabaseAddress;
import io.countersign.identity.SubjectId;
import io.countersign.privacy.PersonVault;
import io.countersign.privacy.SealedText;
import io.countersign.privacy.Vault;
import io.countersign.program.EventLog.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Finds the marks that commands carry in the events that came of them, also in what people wrote, which is sealed. */
final class Marks {

    static final Pattern IN_TEXT = Pattern.compile("mark-[a-z]+\\d*-\\d+");

    private final Vault vault;

    Marks(DatabaseAddress database) {
        vault = new PersonVault(JdbcClient.create(ConnectionPools.forOwner(database)));
    }

    /** The mark of the command that finishes this run, whose event has no room for another. */
    static String ofTheEndOf(String run) {
        return "the end of run/" + run;
    }

    /** The types and places of the events that show each mark. */
    Map<String, List<String>> in(List<Entry> log) {
        Map<String, List<String>> events = new HashMap<>();
        for (Entry entry : log) {
            String place = entry.type() + " at " + entry.sequence() + " of " + entry.stream();
            of(entry).forEach(mark -> events.computeIfAbsent(mark, key -> new ArrayList<>())
                    .add(place));
        }
        return events;
    }

    private Set<String> of(Entry entry) {
        if (entry.type().equals("run.status-changed")) {
            return Set.of("the end of " + entry.stream());
        }
        if (entry.type().equals("registered-model.approval-given")) {
            return Set.of(); // here it was always the last that was missing: the decision comes with it
        }
        ObjectNode payload = (ObjectNode) JsonMapper.shared().readTree(entry.payload());
        payload.remove("decided"); // repeats what other commands said
        Set<String> marks = new HashSet<>();
        IN_TEXT.matcher(payload.toString()).results().map(MatchResult::group).forEach(marks::add);
        payload.forEach(member -> addSealed(member, marks));
        return marks;
    }

    private void addSealed(JsonNode member, Set<String> marks) {
        if (member.has("ciphertext")) {
            var sealed = new SealedText(
                    new SubjectId(member.get("subject").stringValue()),
                    member.get("ciphertext").stringValue());
            vault.open(sealed).ifPresent(text -> IN_TEXT.matcher(text)
                    .results()
                    .map(MatchResult::group)
                    .forEach(marks::add));
        }
    }
}
