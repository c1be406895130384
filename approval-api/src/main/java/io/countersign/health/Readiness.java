package io.countersign.health;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Whether a request could be served now: whether the database answers. */
@Component
final class Readiness {

    private final JdbcTemplate jdbc;

    Readiness(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    boolean isReady() {
        try {
            jdbc.queryForObject("select 1", Integer.class);
            return true;
        } catch (DataAccessException e) {
            return false;
        }
    }
}
