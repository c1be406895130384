package io.countersign.permission;

import io.countersign.event.DomainEvent;
import io.countersign.identity.SubjectId;
import java.util.Comparator;
import java.util.List;

/** What happens to the permissions on an object. */
public sealed interface PermissionEvent extends DomainEvent {

    SecuredObject object();

    /**
     * Who may do what with the object from here on, by grants on the object itself. What its creator holds by having
     * created it is part of {@code before} and, until somebody takes it away, of {@code after}.
     *
     * @param before all of them until now, in the order of the principals
     * @param after all of them from now on, in the same order
     */
    record Changed(SecuredObject object, List<Grant> before, List<Grant> after, SubjectId by)
            implements PermissionEvent {

        private static final Comparator<Grant> ORDER = Comparator.comparing(Grant::principal);

        public Changed {
            before = before.stream().sorted(ORDER).toList();
            after = after.stream().sorted(ORDER).toList();
        }
    }
}
