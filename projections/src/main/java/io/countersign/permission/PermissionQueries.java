package io.countersign.permission;

import io.countersign.experiment.ExperimentId;
import io.countersign.identity.SubjectId;
import io.countersign.loggedmodel.LoggedModelId;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.Stage;
import io.countersign.run.RunId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** Looks up who may do what with which object. */
public final class PermissionQueries implements ObjectFacts, Creators {

    /** Whose grants reach a person: their own, and those to the groups that they are in now. */
    private static final String REACHES = """
            (principal_kind = 'USER' and principal_id = ? or principal_kind = 'GROUP' and principal_id in (
                select unnest(groups) from accounts where subject_id = ? and removed_at is null))""";

    private final JdbcTemplate jdbc;

    public PermissionQueries(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<HeldLevel> held(SecuredObject object, SubjectId person) {
        return jdbc.query(
                "select level, given from object_permissions where object_type = ? and object_id in (?, ?) and "
                        + REACHES,
                (row, number) ->
                        new HeldLevel(PermissionLevel.valueOf(row.getString("level")), row.getBoolean("given")),
                object.type().name(),
                object.id(),
                SecuredObject.ROOT,
                person.value(),
                person.value());
    }

    @Override
    public boolean holdsSomewhere(ObjectType type, PermissionLevel least, SubjectId person) {
        return jdbc
                .queryForList(
                        "select distinct level from object_permissions where object_type = ? and " + REACHES,
                        String.class,
                        type.name(),
                        person.value(),
                        person.value())
                .stream()
                .anyMatch(level -> PermissionLevel.valueOf(level).includes(least));
    }

    /** To the person, and to the groups that they are in now; what they created counts as granted until it is taken away. */
    public List<ReachingGrant> reaching(SubjectId person) {
        return jdbc.query(
                "select object_type, object_id, principal_kind, principal_id, level from object_permissions where "
                        + REACHES + " order by object_type, object_id, principal_kind desc, principal_id",
                (row, number) -> new ReachingGrant(
                        new SecuredObject(ObjectType.valueOf(row.getString("object_type")), row.getString("object_id")),
                        grant(row)),
                person.value(),
                person.value());
    }

    /** Without people who were removed; in the order of the principals. */
    @Override
    public List<Grant> direct(SecuredObject object) {
        return jdbc.query("""
                        select principal_kind, principal_id, level from object_permissions
                        where object_type = ? and object_id = ? and not (principal_kind = 'USER' and principal_id in (
                            select subject_id from accounts where removed_at is not null))
                        order by principal_kind desc, principal_id""", (row, number) -> grant(row), object.type().name(), object.id());
    }

    private static Grant grant(ResultSet row) throws SQLException {
        return new Grant(
                new Principal(Principal.Kind.valueOf(row.getString("principal_kind")), row.getString("principal_id")),
                PermissionLevel.valueOf(row.getString("level")));
    }

    /** What was never given to anybody, the creator has. */
    @Override
    public Optional<SubjectId> of(SecuredObject object) {
        return text(
                        "select principal_id from object_permissions where object_type = ? and object_id = ? and not given",
                        object.type().name(),
                        object.id())
                .map(SubjectId::new);
    }

    /** A root is there always. */
    public boolean exists(SecuredObject object) {
        return !object.inherits()
                || switch (object.type()) {
                    case REGISTERED_MODEL ->
                        text("select model_id from registered_models where model_id = ?", object.id())
                                .isPresent();
                    case EXPERIMENT ->
                        text("select experiment_id from experiments where experiment_id = ?", object.id())
                                .isPresent();
                };
    }

    @Override
    public Optional<ExperimentId> experimentOf(RunId run) {
        return text("select experiment_id from runs where run_id = ?", run.value())
                .map(ExperimentId::new);
    }

    @Override
    public Optional<ExperimentId> experimentOf(LoggedModelId model) {
        return text("select experiment_id from logged_models where model_id = ?", model.value())
                .map(ExperimentId::new);
    }

    @Override
    public Optional<Stage> stageOf(ModelId model, int version) {
        return text("select stage from model_versions where model_id = ? and version = ?", model.value(), version)
                .map(Stage::labelled);
    }

    private Optional<String> text(String sql, Object... arguments) {
        return jdbc.queryForList(sql, String.class, arguments).stream().findFirst();
    }
}
