package io.countersign.run;

/**
 * A logged model that a run made.
 *
 * @param step of the training at which it was made
 */
public record ModelOutput(String modelId, long step) {}
