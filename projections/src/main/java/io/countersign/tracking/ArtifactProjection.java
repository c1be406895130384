package io.countersign.tracking;

import io.countersign.loggedmodel.LoggedModelEvent;
import io.countersign.run.RunEvent;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes {@code artifacts}: the files of runs and of logged models. */
public final class ArtifactProjection {

    private final JdbcTemplate jdbc;

    public ArtifactProjection(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(RunEvent.ArtifactStored event) {
        store(event.run().stream(), event.path(), event.sha256(), event.size());
    }

    @EventHandler
    void on(RunEvent.ArtifactDeleted event) {
        delete(event.run().stream(), event.path());
    }

    @EventHandler
    void on(LoggedModelEvent.ArtifactStored event) {
        store(event.model().stream(), event.path(), event.sha256(), event.size());
    }

    @EventHandler
    void on(LoggedModelEvent.ArtifactDeleted event) {
        delete(event.model().stream(), event.path());
    }

    private void store(String owner, String path, String sha256, long size) {
        jdbc.update("""
                        insert into artifacts (owner, path, sha256, size) values (?, ?, ?, ?)
                        on conflict (owner, path) do update set sha256 = excluded.sha256, size = excluded.size""", owner, path, sha256, size);
    }

    private void delete(String owner, String path) {
        jdbc.update(
                "delete from artifacts where owner = ? and (path = ? or starts_with(path, ? || '/'))",
                owner,
                path,
                path);
    }
}
