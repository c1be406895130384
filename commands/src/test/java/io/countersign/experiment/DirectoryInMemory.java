package io.countersign.experiment;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The experiments of one test. */
public final class DirectoryInMemory implements ExperimentDirectory {

    private final Map<String, ExperimentId> byName = new HashMap<>();
    private final Map<ExperimentId, Lifecycle> lifecycles = new HashMap<>();

    @Override
    public ExperimentId nextId() {
        return new ExperimentId(Integer.toString(lifecycles.size() + 1));
    }

    @Override
    public boolean reserve(String name, ExperimentId experiment) {
        lifecycles.putIfAbsent(experiment, Lifecycle.NEW);
        return byName.putIfAbsent(name, experiment) == null;
    }

    @Override
    public boolean rename(ExperimentId experiment, String name) {
        if (byName.containsKey(name)) {
            return false;
        }
        byName.values().remove(experiment);
        byName.put(name, experiment);
        return true;
    }

    @Override
    public void recordLifecycle(ExperimentId experiment, Lifecycle lifecycle) {
        lifecycles.put(experiment, lifecycle);
    }

    @Override
    public Optional<Lifecycle> lifecycle(ExperimentId experiment) {
        return Optional.ofNullable(lifecycles.get(experiment));
    }

    /** Which experiment has this name. */
    Optional<ExperimentId> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
