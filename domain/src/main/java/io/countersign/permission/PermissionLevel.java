package io.countersign.permission;

/** What somebody may do with one object, from least to most, by the names that Databricks gives it. */
public enum PermissionLevel {
    CAN_READ("can see it, and ask for changes of stage"),
    CAN_EDIT("can also add to it: versions, descriptions, tags, runs"),
    CAN_MANAGE_STAGING_VERSIONS("can also decide on changes of stage among None, Staging and Archived"),
    CAN_MANAGE_PRODUCTION_VERSIONS("can also decide on changes of stage to and from Production"),
    CAN_MANAGE("can also rename it, delete it and say who may do what with it");

    private final String description;

    PermissionLevel(String description) {
        this.description = description;
    }

    /** What it gives, as it stands in a sentence after its name. */
    public String description() {
        return description;
    }

    public boolean includes(PermissionLevel other) {
        return compareTo(other) >= 0;
    }
}
