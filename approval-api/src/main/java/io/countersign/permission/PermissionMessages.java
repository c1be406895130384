package io.countersign.permission;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The messages of the permission routes. */
final class PermissionMessages {

    private PermissionMessages() {}

    /** @param accessControlList what is to be held directly; none is as good as an empty one */
    record Grants(@Nullable List<Entry> accessControlList) {}

    /** One principal and one level. */
    record Entry(
            @Nullable String userName,
            @Nullable String groupName,
            @Nullable String servicePrincipalName,
            @Nullable String permissionLevel) {}

    record Levels(List<Level> permissionLevels) {

        static Levels of(ObjectType type) {
            return new Levels(
                    type.levels().stream().map(level -> Level.of(level, type)).toList());
        }
    }

    record Level(String permissionLevel, String description) {

        static Level of(PermissionLevel level, ObjectType type) {
            return new Level(level.name(), description(level, type));
        }

        private static String description(PermissionLevel level, ObjectType type) {
            return "Who has it on this " + (type == ObjectType.EXPERIMENT ? "experiment " : "registered model ")
                    + level.description() + ".";
        }
    }

    record Permissions(
            String objectId,
            String objectType,
            @JsonInclude(JsonInclude.Include.ALWAYS) List<Access> accessControlList) {}

    /** All that one principal holds. */
    record Access(
            @Nullable String userName,
            @Nullable String groupName,
            @Nullable String servicePrincipalName,
            String displayName,
            List<Held> allPermissions) {

        static Access ofUser(String name, List<Held> held) {
            return new Access(name, null, null, name, held);
        }

        static Access ofGroup(String name, List<Held> held) {
            return new Access(null, name, null, name, held);
        }

        static Access ofService(String name, List<Held> held) {
            return new Access(null, null, name, name, held);
        }
    }

    /** @param inheritedFromObject the root's path; null for what is held directly */
    record Held(
            String permissionLevel,
            boolean inherited,
            @Nullable List<String> inheritedFromObject) {

        static Held direct(PermissionLevel level) {
            return new Held(level.name(), false, null);
        }

        static Held inherited(PermissionLevel level, SecuredObject from) {
            return new Held(level.name(), true, List.of(from.path()));
        }
    }

    static String names(ObjectType type) {
        return type.levels().stream().map(Enum::name).collect(Collectors.joining(", "));
    }
}
