package io.countersign;

/**
 * An id that events and commands carry as a type of its own, so that a run cannot be passed for an experiment. Stored
 * and sent as its bare {@link #value()}.
 */
public interface Identifier {

    String value();
}
