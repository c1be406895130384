package io.countersign.gate;

import io.countersign.views.ViewJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.core.type.TypeReference;

/** Looks up what the gate was last known to say. */
public final class GateAnswerQueries {

    private static final TypeReference<List<String>> CODES = new TypeReference<>() {};

    private final JdbcTemplate jdbc;

    public GateAnswerQueries(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Of these models, in no order. */
    public List<GateAnswerView> of(Collection<String> modelIds) {
        return jdbc.query("select * from gate_answers where model_id = any (?)", (row, number) -> view(row), (Object)
                modelIds.toArray(String[]::new));
    }

    /** The models of which something is known or something serves, in order, after that one. */
    public List<String> modelsAfter(String modelId, int limit) {
        return jdbc.queryForList("""
                select model_id from (
                    (select distinct model_id from placements where model_id > ? order by model_id limit ?)
                    union
                    (select distinct model_id from gate_answers where model_id > ? order by model_id limit ?)) models
                order by model_id limit ?""", String.class, modelId, limit, modelId, limit, limit);
    }

    /** The models whose answers may be others once something was appended to one of these streams. */
    public List<String> modelsTouchedBy(Collection<String> streams) {
        String[] runs = ids(streams, "run/");
        String[] models = ids(streams, "model/");
        String[] versions = ids(streams, "version/");
        return jdbc.queryForList("""
                select distinct p.model_id from placements p join model_versions v using (model_id, version)
                where v.run_id = any (?)
                union select distinct model_id from placements where model_id || '/' || version = any (?)
                union select unnest(?::text[])""", String.class, runs, versions, models);
    }

    /** What a deployment was told last of each version of a model in a place. */
    public List<GateAnswerView> told(String modelId, String deployment, String place) {
        return jdbc.query(
                "select * from gate_deployments where model_id = ? and deployment = ? and place = ?",
                (row, number) -> view(row),
                modelId,
                deployment,
                place);
    }

    private static String[] ids(Collection<String> streams, String kind) {
        return streams.stream()
                .filter(stream -> stream.startsWith(kind))
                .map(stream -> stream.substring(kind.length()))
                .toArray(String[]::new);
    }

    private static GateAnswerView view(ResultSet row) throws SQLException {
        return new GateAnswerView(
                row.getString("model_id"),
                row.getString("place"),
                row.getInt("version"),
                GateVerdict.valueOf(row.getString("verdict")),
                ViewJson.read(row.getString("reasons"), CODES));
    }
}
