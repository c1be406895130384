package io.countersign;

import io.countersign.identity.Actor;

/** A command that stores who decides with the decision; the guard lets nobody put another person's name there. */
public interface Attributed {

    Actor actor();
}
