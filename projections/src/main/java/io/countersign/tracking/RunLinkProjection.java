package io.countersign.tracking;

import io.countersign.privacy.Vault;
import io.countersign.run.DatasetInput;
import io.countersign.run.ModelOutput;
import io.countersign.run.RunEvent;
import io.countersign.run.RunId;
import io.countersign.tag.Tag;
import io.countersign.views.OpenTag;
import io.countersign.views.ViewJson;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes {@code run_datasets}, {@code run_model_inputs} and {@code run_model_outputs}. */
public final class RunLinkProjection {

    private final JdbcTemplate jdbc;
    private final Vault vault;

    public RunLinkProjection(JdbcTemplate jdbc, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    @EventHandler
    void on(RunEvent.InputsLogged event, @SequenceNumber long sequence) {
        addDatasets(event.run(), event.datasets(), sequence);
        addModels(event.run(), event.models(), sequence);
    }

    private void addDatasets(RunId run, List<DatasetInput> datasets, long sequence) {
        List<@Nullable Object[]> rows = IntStream.range(0, datasets.size())
                .mapToObj(place -> row(run, datasets.get(place), sequence, place))
                .toList();
        jdbc.batchUpdate("insert into run_datasets values (?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?)", rows);
    }

    private @Nullable Object[] row(RunId run, DatasetInput dataset, long sequence, int place) {
        Map<String, OpenTag> open = OpenTag.byKey(dataset.tags(), vault);
        Map<String, String> tags = OpenTag.values(open);
        OpenTag person = open.get(Tag.USER_TAG);
        return new @Nullable Object[] {
            run.value(),
            dataset.name(),
            dataset.digest(),
            dataset.sourceType(),
            dataset.source(),
            dataset.schema(),
            dataset.profile(),
            ViewJson.write(tags),
            person == null ? null : person.sealedBy(),
            tags.get(DatasetInput.CONTEXT_TAG),
            sequence,
            place
        };
    }

    private void addModels(RunId run, List<String> models, long sequence) {
        List<Object[]> rows = IntStream.range(0, models.size())
                .mapToObj(place -> new Object[] {run.value(), models.get(place), sequence, place})
                .toList();
        jdbc.batchUpdate("insert into run_model_inputs values (?, ?, ?, ?)", rows);
    }

    @EventHandler
    void on(RunEvent.OutputsLogged event, @SequenceNumber long sequence) {
        List<ModelOutput> models = event.models();
        List<Object[]> rows = IntStream.range(0, models.size())
                .mapToObj(place -> new Object[] {
                    event.run().value(),
                    models.get(place).modelId(),
                    models.get(place).step(),
                    sequence,
                    place
                })
                .toList();
        jdbc.batchUpdate("""
                insert into run_model_outputs values (?, ?, ?, ?, ?)
                on conflict (run_id, model_id) do update set step = excluded.step""", rows);
    }
}
