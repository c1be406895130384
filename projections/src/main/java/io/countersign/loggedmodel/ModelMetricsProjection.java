package io.countersign.loggedmodel;

import io.countersign.run.Metric;
import io.countersign.run.RunEvent;
import io.countersign.run.RunId;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes {@code logged_model_metrics}: the points that runs measured of logged models. Other batches cost nothing. */
public final class ModelMetricsProjection {

    private final JdbcTemplate jdbc;

    public ModelMetricsProjection(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(RunEvent.BatchLogged event, @SequenceNumber long sequence) {
        add(event.run(), sequence, event.metrics());
    }

    @EventHandler
    void on(RunEvent.DataImported event, @SequenceNumber long sequence) {
        add(event.run(), sequence, event.metrics());
    }

    private void add(RunId run, long sequence, List<Metric> metrics) {
        List<Object[]> rows = new ArrayList<>(0);
        for (int place = 0; place < metrics.size(); place++) {
            Metric metric = metrics.get(place);
            Metric.Origin origin = metric.origin();
            if (origin != null && origin.modelId() != null) {
                rows.add(new Object[] {
                    origin.modelId(),
                    run.value(),
                    sequence,
                    place,
                    metric.key(),
                    metric.value(),
                    metric.timestamp(),
                    metric.step(),
                    origin.datasetName(),
                    origin.datasetDigest()
                });
            }
        }
        if (!rows.isEmpty()) {
            jdbc.batchUpdate("insert into logged_model_metrics values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows);
        }
    }
}
