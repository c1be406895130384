package io.countersign.lineage;

import io.countersign.registeredmodel.ModelId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Finds the version that another was copied from. The source of a copy names it by model and number, whatever the client
 * wrote; the name is that of the moment, which the events before it tell.
 */
final class CopiedVersions {

    private static final Pattern SOURCE = Pattern.compile("models:/([^/@]+)/([1-9][0-9]{0,8})");

    private final JdbcTemplate jdbc;

    CopiedVersions(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @param source of the copy, as it is remembered */
    Optional<LineageNode> original(String source) {
        Matcher named = SOURCE.matcher(source);
        if (!named.matches()) {
            return Optional.empty();
        }
        int version = Integer.parseInt(named.group(2));
        return jdbc
                .queryForList("select model_id from registered_models where name = ?", String.class, named.group(1))
                .stream()
                .findFirst()
                .map(model -> LineageNode.version(new ModelId(model), version));
    }
}
