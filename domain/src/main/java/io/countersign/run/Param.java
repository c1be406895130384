package io.countersign.run;

/** An input of a run, fixed once logged. */
public record Param(String key, String value) {}
