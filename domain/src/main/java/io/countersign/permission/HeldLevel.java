package io.countersign.permission;

/**
 * A level that reaches a person: directly, by one of their groups, or from the root.
 *
 * @param given by somebody; else it is what the creator of an object holds by having created it
 */
public record HeldLevel(PermissionLevel level, boolean given) {}
