package io.countersign.catalog;

import io.countersign.modelversion.ModelVersionEvent;
import io.countersign.privacy.Vault;
import java.time.Instant;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes the descriptions and tags of versions. */
public final class ModelVersionProjection {

    private final JdbcTemplate jdbc;
    private final Vault vault;

    public ModelVersionProjection(JdbcTemplate jdbc, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    @EventHandler
    void on(ModelVersionEvent.DescriptionChanged event, @Timestamp Instant at) {
        rows(event).describe(event.description());
        rows(event).touch(at.toEpochMilli());
        Touches.touch(jdbc, event.version().model(), at.toEpochMilli());
    }

    @EventHandler
    void on(ModelVersionEvent.TagSet event) {
        rows(event).setTag(event.tag());
    }

    @EventHandler
    void on(ModelVersionEvent.TagDeleted event) {
        rows(event).deleteTag(event.key());
    }

    @EventHandler
    void on(ModelVersionEvent.ArtifactsVerified event, @Timestamp Instant at) {
        rows(event).verify(event.digest(), event.files(), at);
    }

    @EventHandler
    void on(ModelVersionEvent.ArtifactsUnverified event, @Timestamp Instant at) {
        rows(event).leaveUnverified(event.reason(), at);
    }

    private VersionRows rows(ModelVersionEvent event) {
        return VersionRows.of(event.version(), jdbc, vault);
    }
}
