package io.countersign;

/**
 * A command that waits for its turn: those of one queue are decided one after the other, on every server that shares the
 * log, so that none is decided on a state that has passed.
 */
public interface OneAtATime {

    /** The queue's name, for example the stream of a registered model. */
    String queue();
}
