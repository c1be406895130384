package io.countersign.rebuild;

import java.util.List;
import javax.sql.DataSource;

/** The event handlers that write views, for the schema on the search path of a data source. */
public interface ViewHandlers {

    /** Handlers that write all that an event comes to. */
    List<Object> inReplay(DataSource source);

    /** Writes what those of a running server have left for later. No event is appended meanwhile. */
    void settle(DataSource source);
}
