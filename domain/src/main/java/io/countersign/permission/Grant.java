package io.countersign.permission;

/** A level that somebody holds on an object directly; each principal holds one at most. */
public record Grant(Principal principal, PermissionLevel level) {}
