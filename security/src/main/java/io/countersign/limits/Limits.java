package io.countersign.limits;

import io.countersign.access.CurrentActor;
import jakarta.servlet.Filter;
import javax.sql.DataSource;

/** The limits of this node, to be put where requests pass. */
public final class Limits {

    private final Filter ofAddresses;
    private final Filter ofAccounts;
    private final Refusals refusals;
    private final CurrentActor current;

    Limits(Filter ofAddresses, Filter ofAccounts, Refusals refusals, CurrentActor current) {
        this.ofAddresses = ofAddresses;
        this.ofAccounts = ofAccounts;
        this.refusals = refusals;
        this.current = current;
    }

    /** To stand before any sign-in. */
    public Filter ofAddresses() {
        return ofAddresses;
    }

    /** To stand behind every sign-in. */
    public Filter ofAccounts() {
        return ofAccounts;
    }

    /** @param share how many of the pool's connections the requests of one account may hold */
    public DataSource share(DataSource pool, int share) {
        return new SharedConnections(pool, share, refusals, current);
    }
}
