package io.countersign.permission;

import static io.countersign.permission.PermissionLevel.CAN_EDIT;
import static io.countersign.permission.PermissionLevel.CAN_MANAGE;
import static io.countersign.permission.PermissionLevel.CAN_READ;

import io.countersign.rejection.Invalid;
import java.util.Arrays;
import java.util.Comparator;

/** A level by the name that MLflow has for it. Those that it has no name for are told as the one below. */
enum MlflowPermission {
    READ(CAN_READ),
    EDIT(CAN_EDIT),
    MANAGE(CAN_MANAGE);

    private static final String THERE_ARE = "use READ, EDIT or MANAGE.";

    private final PermissionLevel level;

    MlflowPermission(PermissionLevel level) {
        this.level = level;
    }

    /** What it gives. */
    PermissionLevel level() {
        return level;
    }

    /** The highest that gives no more than a level does. */
    static MlflowPermission within(PermissionLevel held) {
        return Arrays.stream(values())
                .filter(permission -> held.includes(permission.level))
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** @throws io.countersign.rejection.Rejection for one that there is not here, whether MLflow has it or not */
    static MlflowPermission named(String name) {
        return Arrays.stream(values())
                .filter(permission -> permission.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Invalid.value("permission", name, whyNot(name) + THERE_ARE));
    }

    private static String whyNot(String name) {
        return switch (name) {
            case "NO_PERMISSIONS", "DENY" ->
                "no permission takes anything away here: whoever has a role sees every experiment and model, and what was"
                        + " granted is taken back by deleting the permission; to grant something, ";
            case "USE" -> "there is nothing here that is used apart from being read; ";
            default -> "";
        };
    }
}
