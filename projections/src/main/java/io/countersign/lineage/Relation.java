package io.countersign.lineage;

import java.util.Locale;

/** In which way a thing rests on another. */
enum Relation {
    /** A run read a dataset or a logged model. */
    INPUT,
    /** A run made a logged model, says the run. */
    OUTPUT,
    /** A run made a logged model, says the model. */
    SOURCE,
    /** A run ran the code of a commit. */
    CODE,
    /** A run ran in a Git folder that was at a commit. */
    GIT_FOLDER,
    /** A run began another. */
    PARENT,
    /** A version was registered from a run or a logged model. */
    REGISTERED,
    /** A version was copied from another. */
    COPY,
    /** A file is one of those that a version consists of. */
    FILE,
    /** A version is one of a registered model. */
    VERSION,
    STAGE,
    ALIAS,
    /** A request is open for a change to a version. */
    REQUEST,
    /** Somebody approved a change to a version. */
    APPROVAL,
    /** A deployment was told that a version may serve. */
    DEPLOYMENT;

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
