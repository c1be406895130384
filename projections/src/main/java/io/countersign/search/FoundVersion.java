package io.countersign.search;

/** The key of a model version. */
public record FoundVersion(String modelId, int version) {}
