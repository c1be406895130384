package io.countersign.limits;

import java.sql.SQLTransientConnectionException;

/** An account got no connection in time, because its own requests have as many as it may have. Nothing was done. */
public final class ShareExhausted extends SQLTransientConnectionException {

    private static final long serialVersionUID = 1L;

    ShareExhausted() {
        super(Limit.ACCOUNT_CONNECTIONS.told());
    }
}
