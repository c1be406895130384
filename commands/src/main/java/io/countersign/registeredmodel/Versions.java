package io.countersign.registeredmodel;

import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The versions of one model that exist, and the stage that each is in. Numbers are never used twice. */
final class Versions {

    private final SortedMap<Integer, Stage> stages = new TreeMap<>();
    private final SortedSet<Integer> imported = new TreeSet<>();
    private int last;

    int next() {
        return last + 1;
    }

    void add(int version) {
        stages.put(version, Stage.NONE);
        last = version;
    }

    void addImported(int version, Stage stage) {
        stages.put(version, stage);
        imported.add(version);
        last = version;
    }

    /** Whether an import brought it, be it deleted since. */
    boolean isImported(int version) {
        return imported.contains(version);
    }

    /** @throws Rejection when the number, or one after it, was given already */
    void requireUnused(int version, String model) {
        if (version <= last) {
            throw Rejection.of(
                    Reason.VERSION_EXISTS,
                    "Model Version (name=%s, version=%d) cannot be imported: numbers up to %d were given here already.",
                    model,
                    version,
                    last);
        }
    }

    void remove(int version) {
        stages.remove(version);
    }

    void move(int version, Stage to) {
        stages.put(version, to);
    }

    /** @throws Rejection when the version does not exist, or was deleted */
    Stage stageOf(int version, String model) {
        Stage stage = stages.get(version);
        if (stage == null) {
            throw Rejection.of(
                    Reason.VERSION_NOT_FOUND, "Model Version (name=%s, version=%d) not found", model, version);
        }
        return stage;
    }

    /** The stage of each version. */
    Map<Integer, Stage> stages() {
        return Collections.unmodifiableMap(stages);
    }

    /** The versions in a stage but for this one, in order. */
    List<Integer> othersIn(Stage stage, int version) {
        return stages.entrySet().stream()
                .filter(entry -> entry.getValue() == stage && entry.getKey() != version)
                .map(Map.Entry::getKey)
                .toList();
    }
}
