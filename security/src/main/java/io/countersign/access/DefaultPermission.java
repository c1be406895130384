package io.countersign.access;

/** What people have on models and experiments on which nobody gave them anything; in MLflow's words. */
public enum DefaultPermission {
    /** What their role gives them; everybody who has one reads everything. */
    READ,

    /** Nothing, where they have no higher role than contributor: what was not given to them is not there for them. */
    NO_PERMISSIONS
}
