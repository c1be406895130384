package io.countersign.permission;

import io.countersign.identity.SubjectId;
import io.countersign.permission.PermissionMessages.Entry;
import io.countersign.rejection.Invalid;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.signin.People;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds whom and what the entries of a request mean, or says what is wrong with them. */
@Component
final class Principals {

    private final People people;

    Principals(People people) {
        this.people = people;
    }

    List<Grant> grants(ObjectType type, @Nullable List<Entry> entries) {
        List<Grant> grants = new ArrayList<>();
        Set<Principal> named = new HashSet<>();
        for (Entry entry : entries == null ? List.<Entry>of() : entries) {
            requireEntry(entry);
            Grant grant = new Grant(principal(entry), level(type, entry.permissionLevel()));
            if (!named.add(grant.principal())) {
                throw Rejection.of(
                        Reason.PARAMETER_INVALID,
                        "'access_control_list' names %s twice; each principal has one level.",
                        String.join("", names(entry)));
            }
            grants.add(grant);
        }
        return grants;
    }

    private static void requireEntry(@Nullable Entry entry) {
        if (entry == null) {
            throw Invalid.value("access_control_list", null, "its entries are objects.");
        }
    }

    private Principal principal(Entry entry) {
        List<String> names = names(entry);
        if (names.isEmpty()) {
            throw Rejection.of(
                    Reason.PARAMETER_MISSING,
                    "An entry of 'access_control_list' names no principal: give user_name, group_name or"
                            + " service_principal_name.");
        }
        if (names.size() > 1) {
            throw Rejection.of(
                    Reason.PARAMETER_INVALID,
                    "An entry of 'access_control_list' names %d principals (%s): give one of user_name, group_name and"
                            + " service_principal_name, and an entry of its own for each.",
                    names.size(),
                    String.join(", ", names));
        }
        String name = names.getFirst();
        return name.equals(entry.userName())
                ? Principal.user(user(name))
                : name.equals(entry.groupName()) ? group(name) : service(name);
    }

    private static List<String> names(Entry entry) {
        return Stream.of(entry.userName(), entry.groupName(), entry.servicePrincipalName())
                .flatMap(Stream::ofNullable)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** Of a person or of a service. */
    private SubjectId user(String name) {
        return account(name)
                .orElseThrow(() -> Rejection.of(Reason.USER_NOT_FOUND, "User with username=%s not found", name));
    }

    private Optional<SubjectId> account(String name) {
        return people.named(name).filter(subject -> !subject.equals(SubjectId.SYSTEM));
    }

    private Principal group(String name) {
        if (!people.isAnybodyIn(name)) {
            throw Rejection.of(Reason.GROUP_NOT_FOUND, "No user is in a group named %s.", name);
        }
        return Principal.group(name);
    }

    private Principal service(String name) {
        SubjectId account = account(name).orElseThrow(() -> notAService(name, "no account has this name"));
        if (!people.isService(account)) {
            throw notAService(name, "this is the account of a person, who is named by user_name");
        }
        return Principal.user(account);
    }

    private static Rejection notAService(String name, String because) {
        return Rejection.of(
                Reason.SERVICE_PRINCIPAL_NOT_FOUND,
                "Service principal %s not found: %s; an account of a service is named by its user name.",
                name,
                because);
    }

    private static PermissionLevel level(ObjectType type, @Nullable String given) {
        if (given == null || given.isEmpty()) {
            throw Invalid.missing("permission_level");
        }
        return type.levels().stream()
                .filter(level -> level.name().equals(given))
                .findFirst()
                .orElseThrow(() -> Invalid.value(
                        "permission_level",
                        given,
                        "on " + type.path() + " it is one of " + PermissionMessages.names(type) + "."));
    }
}
