package io.countersign.log;

/** Told, in the thread that sent it and after its commit, what a command that was not refused came to. */
@FunctionalInterface
public interface Appended {

    /** @param count of the command's events; 0 when it asked for what already holds */
    void events(int count);
}
