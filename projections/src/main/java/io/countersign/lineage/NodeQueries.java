package io.countersign.lineage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Tells things by their names: one statement for each kind. */
final class NodeQueries {

    private static final Map<LineageKind, String> SQL = sql();

    private final JdbcTemplate jdbc;

    NodeQueries(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Each with one parameter, an array of ids; the first two columns are id and label, the others attributes. */
    private static Map<LineageKind, String> sql() {
        Map<LineageKind, String> sql = new EnumMap<>(LineageKind.class);
        sql.put(LineageKind.RUN, """
                select run_id, name, experiment_id, status, git_commit, git_repo_url as repository
                from runs where run_id = any (?)""");
        sql.put(LineageKind.LOGGED_MODEL, """
                select model_id, name, experiment_id, status, model_type as type
                from logged_models where model_id = any (?)""");
        sql.put(LineageKind.REGISTERED_MODEL, """
                select model_id, name from registered_models where model_id = any (?)""");
        sql.put(LineageKind.MODEL_VERSION, """
                select wanted.id, m.name || ' version ' || v.version, m.name as model, v.version::text as version,
                    v.stage, a.digest
                from (select id, split_part(id, '/', 1) as model_id, split_part(id, '/', 2)::integer as version
                    from unnest(?::text[]) id) wanted
                join model_versions v using (model_id, version)
                join registered_models m using (model_id)
                left join model_version_artifacts a using (model_id, version)""");
        sql.put(LineageKind.STAGE, """
                select id, m.name || ' ' || split_part(id, '/', 2), m.name as model
                from unnest(?::text[]) id join registered_models m on m.model_id = split_part(id, '/', 1)""");
        sql.put(LineageKind.ALIAS, """
                select id, m.name || '@' || split_part(id, '/', 2), m.name as model
                from unnest(?::text[]) id join registered_models m on m.model_id = split_part(id, '/', 1)""");
        sql.put(LineageKind.REQUEST, """
                select request_id, topic, state from change_requests where request_id = any (?)""");
        return sql;
    }

    /** In the order of the keys. */
    Map<String, NodeView> of(Collection<String> keys) {
        Map<LineageKind, Map<String, NodeView>> known = new EnumMap<>(LineageKind.class);
        Map<LineageKind, List<String>> ids = new EnumMap<>(LineageKind.class);
        keys.stream().map(LineageNode::ofKey).forEach(node -> ids.computeIfAbsent(
                        node.kind(), kind -> new ArrayList<>())
                .add(node.id()));
        ids.forEach((kind, wanted) -> known.put(kind, read(kind, wanted)));
        Map<String, NodeView> views = new LinkedHashMap<>();
        for (String key : keys) {
            LineageNode node = LineageNode.ofKey(key);
            NodeView view = known.getOrDefault(node.kind(), Map.of()).get(node.id());
            views.put(key, view == null ? unnamed(node) : view);
        }
        return views;
    }

    private static NodeView unnamed(LineageNode node) {
        return new NodeView(node, node.id(), Map.of(), !SQL.containsKey(node.kind()));
    }

    private Map<String, NodeView> read(LineageKind kind, List<String> ids) {
        Map<String, NodeView> views = new HashMap<>();
        String sql = SQL.get(kind);
        if (sql != null) {
            jdbc.query(
                    sql,
                    row -> {
                        Map<String, String> attributes = new TreeMap<>();
                        for (int i = 3; i <= row.getMetaData().getColumnCount(); i++) {
                            put(attributes, row.getMetaData().getColumnLabel(i), row.getString(i));
                        }
                        LineageNode node = new LineageNode(kind, row.getString(1));
                        views.put(node.id(), new NodeView(node, row.getString(2), attributes, true));
                    },
                    (Object) ids.toArray(String[]::new));
        }
        return views;
    }

    private static void put(Map<String, String> attributes, String name, @Nullable String value) {
        if (value != null) {
            attributes.put(name, value);
        }
    }
}
