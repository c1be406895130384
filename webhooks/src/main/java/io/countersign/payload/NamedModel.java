package io.countersign.payload;

import io.countersign.registeredmodel.ModelId;

/**
 * A registered model as receivers know it.
 *
 * @param prompt whether MLflow's clients take it for a prompt
 */
public record NamedModel(ModelId id, String name, boolean prompt) {}
