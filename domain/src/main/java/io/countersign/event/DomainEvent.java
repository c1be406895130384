package io.countersign.event;

/**
 * Everything that the log can hold. Each feature seals its own family of events; {@link EventType} catalogues them all.
 */
public interface DomainEvent {}
