package io.countersign.permission;

import io.countersign.identity.SubjectId;
import io.countersign.permission.PermissionMessages.Access;
import io.countersign.permission.PermissionMessages.Held;
import io.countersign.permission.PermissionMessages.Permissions;
import io.countersign.signin.People;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Tells who holds what on an object, directly and by inheritance from its root. What roles give is not part of it. */
@Component
final class AccessList {

    private final PermissionQueries permissions;
    private final People people;

    AccessList(PermissionQueries permissions, People people) {
        this.permissions = permissions;
        this.people = people;
    }

    Permissions of(SecuredObject object) {
        SortedMap<Principal, List<Held>> held = new TreeMap<>();
        permissions.direct(object).forEach(grant -> add(held, grant.principal(), Held.direct(grant.level())));
        if (object.inherits()) {
            SecuredObject root = object.root();
            permissions
                    .direct(root)
                    .forEach(grant -> add(held, grant.principal(), Held.inherited(grant.level(), root)));
        }
        return new Permissions(object.path(), object.type().wireName(), entries(held));
    }

    private static void add(SortedMap<Principal, List<Held>> held, Principal principal, Held one) {
        held.computeIfAbsent(principal, first -> new ArrayList<>()).add(one);
    }

    private List<Access> entries(SortedMap<Principal, List<Held>> held) {
        Set<SubjectId> accounts = held.keySet().stream()
                .filter(principal -> principal.kind() == Principal.Kind.USER)
                .map(principal -> new SubjectId(principal.id()))
                .collect(Collectors.toSet());
        Map<SubjectId, String> names = people.names(accounts);
        Set<SubjectId> services = people.services(accounts);
        return held.entrySet().stream()
                .map(entry -> access(entry.getKey(), entry.getValue(), names, services))
                .toList();
    }

    private static Access access(
            Principal principal, List<Held> held, Map<SubjectId, String> names, Set<SubjectId> services) {
        if (principal.kind() == Principal.Kind.GROUP) {
            return Access.ofGroup(principal.id(), held);
        }
        SubjectId account = new SubjectId(principal.id());
        String name = names.getOrDefault(account, principal.id());
        return services.contains(account) ? Access.ofService(name, held) : Access.ofUser(name, held);
    }
}
