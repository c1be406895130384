package io.countersign.policy;

/**
 * The policy under which something was decided.
 *
 * @param name for example {@code four-eyes}
 * @param revision from 1
 */
public record PolicyRevision(String name, int revision) {}
