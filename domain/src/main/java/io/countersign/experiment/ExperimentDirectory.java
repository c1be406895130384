package io.countersign.experiment;

import java.util.Optional;

/**
 * The experiments by name, which must be unique, and the state that the runs in them depend on. Written in the
 * transaction of the command that decides, so that two servers agree.
 */
public interface ExperimentDirectory {

    /** A number for a new experiment, never given twice. */
    ExperimentId nextId();

    /**
     * Takes a name for an experiment, waiting for whoever is about to take it too.
     *
     * @return false when another experiment, deleted ones included, has it
     */
    boolean reserve(String name, ExperimentId experiment);

    /** Gives the experiment, which holds a name already, another. @return false when that name is taken */
    boolean rename(ExperimentId experiment, String name);

    void recordLifecycle(ExperimentId experiment, Lifecycle lifecycle);

    Optional<Lifecycle> lifecycle(ExperimentId experiment);

    /**
     * Whether an experiment is deleted, and how often it was restored.
     *
     * @param restorations a run that was deleted at a lower count was brought back by a restoration
     */
    record Lifecycle(boolean deleted, int restorations) {

        public static final Lifecycle NEW = new Lifecycle(false, 0);
    }
}
