package io.countersign.rebuild;

import java.util.List;
import javax.sql.DataSource;

/** Makes the event handlers that write views into the schema on the search path of a data source. */
@FunctionalInterface
public interface ViewHandlers {

    List<Object> on(DataSource source);
}
