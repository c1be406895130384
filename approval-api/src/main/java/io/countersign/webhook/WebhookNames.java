package io.countersign.webhook;

import io.countersign.catalog.ModelQueries;
import io.countersign.payload.ModelNames;
import io.countersign.payload.NamedModel;
import io.countersign.registeredmodel.ModelId;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The names of models for receivers and for who looks after them; of what is gone, the last one. */
@Component
final class WebhookNames implements ModelNames {

    private final ModelQueries models;
    private final JdbcTemplate jdbc;

    WebhookNames(ModelQueries models, JdbcTemplate jdbc) {
        this.models = models;
        this.jdbc = jdbc;
    }

    @Override
    public Optional<NamedModel> named(ModelId model) {
        return models.byIds(List.of(model.value())).stream()
                .findFirst()
                .map(view -> new NamedModel(model, view.name(), view.isPrompt()))
                .or(() -> last(model));
    }

    private Optional<NamedModel> last(ModelId model) {
        return jdbc.queryForList("""
                        select convert_from(payload, 'UTF8')::jsonb ->> 'name' from log.domain_event_entry
                        where aggregate_identifier = ? and payload_type = 'registered-model.deleted'""", String.class, model.stream()).stream()
                .findFirst()
                .map(name -> new NamedModel(model, name, false));
    }

    /** The id, for what never was. */
    String of(ModelId model) {
        return named(model).map(NamedModel::name).orElse(model.value());
    }
}
