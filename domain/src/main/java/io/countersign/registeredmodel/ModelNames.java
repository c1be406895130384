package io.countersign.registeredmodel;

/** Names of registered models, each held by one model; written in the transaction of the command that decides. */
public interface ModelNames {

    /**
     * Takes a name, waiting for whoever is about to take it too.
     *
     * @return false when another model has it
     */
    boolean reserve(String name, ModelId model);

    void release(String name, ModelId model);
}
