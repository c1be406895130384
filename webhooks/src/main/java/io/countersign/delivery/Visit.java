package io.countersign.delivery;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.axonframework.eventhandling.DomainEventMessage;

/**
 * What is to be done in a lane that this server has claimed.
 *
 * @param receiver decrypted when it is asked for, in vain when it was encrypted with another key
 * @param batch what is due, in order
 * @param events those that it is about, and others, by their ids
 */
record Visit(Lane lane, Supplier<Endpoint> receiver, List<Due> batch, Map<String, DomainEventMessage<?>> events) {}
