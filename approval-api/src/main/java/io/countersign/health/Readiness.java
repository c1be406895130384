package io.countersign.health;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Whether a request could be served now: whether the first start is over, and the database answers. */
@Component
public final class Readiness {

    private final JdbcTemplate jdbc;
    private volatile boolean open;

    Readiness(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** From now on the server may be used; to be called once all is there that its users expect. */
    public void open() {
        open = true;
    }

    boolean isReady() {
        return open && databaseAnswers();
    }

    private boolean databaseAnswers() {
        try {
            jdbc.queryForObject("select 1", Integer.class);
            return true;
        } catch (DataAccessException e) {
            return false;
        }
    }
}
