package io.countersign.program;

import io.countersign.program.EventLog.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The versions of each model that are in Production, by the events that put them there. */
final class Occupants {

    private final Map<String, Set<Integer>> production = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final List<String> crowded = new ArrayList<>();

    Occupants(List<Entry> log) {
        log.forEach(this::add);
    }

    private void add(Entry entry) {
        JsonNode event = JsonMapper.shared().readTree(entry.payload());
        if (entry.type().equals("registered-model.created")) {
            names.put(entry.stream(), event.get("name").stringValue());
        } else if (entry.type().equals("registered-model.transition-approved")) {
            Set<Integer> versions = production.computeIfAbsent(entry.stream(), stream -> new HashSet<>());
            event.get("archived").forEach(archived -> versions.remove(archived.intValue()));
            if (event.get("to").stringValue().equals("PRODUCTION")) {
                versions.add(event.get("version").intValue());
            }
            if (versions.size() > 1) {
                crowded.add(versions + " after " + entry);
            }
        }
    }

    /** The moments at which two versions of a model were there at once, though every approval archives the others. */
    List<String> crowded() {
        return crowded;
    }

    /** Of each model that has any, by its name. */
    Map<String, Set<Integer>> byModel() {
        Map<String, Set<Integer>> byModel = new HashMap<>();
        production.forEach((stream, versions) -> byModel.put(names.getOrDefault(stream, stream), versions));
        return byModel;
    }
}
