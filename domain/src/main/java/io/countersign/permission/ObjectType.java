package io.countersign.permission;

import static io.countersign.permission.PermissionLevel.CAN_EDIT;
import static io.countersign.permission.PermissionLevel.CAN_MANAGE;
import static io.countersign.permission.PermissionLevel.CAN_MANAGE_PRODUCTION_VERSIONS;
import static io.countersign.permission.PermissionLevel.CAN_MANAGE_STAGING_VERSIONS;
import static io.countersign.permission.PermissionLevel.CAN_READ;

import io.countersign.identity.Actor;
import io.countersign.identity.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The kinds of objects on which people have levels. */
public enum ObjectType {
    REGISTERED_MODEL("registered-models", "registered-model", List.of(PermissionLevel.values())),
    EXPERIMENT("experiments", "mlflowExperiment", List.of(CAN_READ, CAN_EDIT, CAN_MANAGE));

    private final String path;
    private final String wireName;
    private final List<PermissionLevel> levels;

    ObjectType(String path, String wireName, List<PermissionLevel> levels) {
        this.path = path;
        this.wireName = wireName;
        this.levels = levels;
    }

    /** How addresses name it, for example {@code registered-models}. */
    public String path() {
        return path;
    }

    /** How Databricks' answers name it, for example {@code registered-model}. */
    public String wireName() {
        return wireName;
    }

    /** Those that can be held on it, from least to most. */
    public List<PermissionLevel> levels() {
        return levels;
    }

    /** Whether a level on it lets its holder decide on changes of stage. */
    public boolean decides(PermissionLevel level) {
        return levels.contains(CAN_MANAGE_STAGING_VERSIONS) && level.includes(CAN_MANAGE_STAGING_VERSIONS);
    }

    /** What somebody's role comes to on every object of this kind; empty for who has none. */
    public Optional<PermissionLevel> levelByRole(Actor actor) {
        return Arrays.stream(Role.values())
                .filter(actor::has)
                .map(this::levelOf)
                .flatMap(level -> levels.stream().filter(level::includes))
                .max(PermissionLevel::compareTo);
    }

    private PermissionLevel levelOf(Role role) {
        return switch (role) {
            case VIEWER, AUDITOR -> CAN_READ;
            case CONTRIBUTOR -> CAN_EDIT;
            case REVIEWER -> CAN_MANAGE_PRODUCTION_VERSIONS;
            case RELEASE_MANAGER -> this == REGISTERED_MODEL ? CAN_MANAGE : CAN_EDIT;
            case ADMIN -> CAN_MANAGE;
        };
    }
}
