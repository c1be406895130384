package io.countersign.access;

import io.countersign.identity.Actor;
import io.countersign.identity.Role;

/** Says who sees every model and experiment, and who those alone on which they hold a level. */
public final class Visibility {

    private final DefaultPermission byDefault;

    Visibility(DefaultPermission byDefault) {
        this.byDefault = byDefault;
    }

    /** Whoever decides on changes or audits them sees everything there is. */
    public boolean isLimited(Actor actor) {
        return byDefault == DefaultPermission.NO_PERMISSIONS && !actor.has(Role.REVIEWER) && !actor.has(Role.AUDITOR);
    }

    /** Whether there is anybody who does not see everything. */
    public boolean limitsAnybody() {
        return byDefault == DefaultPermission.NO_PERMISSIONS;
    }
}
