package io.countersign.decision;

import io.countersign.identity.SubjectId;
import io.countersign.modelversion.VersionId;
import io.countersign.past.TimeTravel;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Who wrote what is in the log, as the events themselves say. */
@Component
final class Authors {

    private static final String ACTOR = "convert_from(meta_data, 'UTF8')::jsonb ->> 'actor'";

    private final JdbcTemplate jdbc;

    Authors(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    Optional<SubjectId> ofVersion(VersionId version) {
        return jdbc
                .queryForList(
                        "select created_by from model_versions where model_id = ? and version = ?",
                        String.class,
                        version.model().value(),
                        version.number())
                .stream()
                .findFirst()
                .map(SubjectId::new);
    }

    /** Who began the stream. */
    Optional<SubjectId> firstOf(String stream) {
        return find("where aggregate_identifier = ? and sequence_number = 0", stream);
    }

    /**
     * The last person that wrote to the stream, by the point that is asked about; what the server finds out by itself is
     * nobody's change.
     */
    Optional<SubjectId> lastOf(String stream) {
        String known = TimeTravel.point()
                .map(point -> " and global_index <= " + point.event())
                .orElse("");
        return find(
                "where aggregate_identifier = ? and " + ACTOR + " <> 'system'" + known
                        + " order by sequence_number desc limit 1",
                stream);
    }

    private Optional<SubjectId> find(String condition, String stream) {
        return jdbc
                .queryForList("select " + ACTOR + " from log.domain_event_entry " + condition, String.class, stream)
                .stream()
                .findFirst()
                .map(SubjectId::new);
    }
}
