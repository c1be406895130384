package io.countersign.registeredmodel;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The names of one test's models. */
final class NamesInMemory implements ModelNames {

    private final Map<String, ModelId> taken = new HashMap<>();

    @Override
    public boolean reserve(String name, ModelId model) {
        return model.equals(taken.computeIfAbsent(name, free -> model));
    }

    @Override
    public void release(String name, ModelId model) {
        taken.remove(name, model);
    }

    Optional<ModelId> holderOf(String name) {
        return Optional.ofNullable(taken.get(name));
    }
}
