package io.countersign.privacy;

import io.countersign.identity.SubjectId;
import io.countersign.log.ViewsLock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Has the views forget whoever was erased: at once, and where that failed or the server died, as soon as it can. Every server does;
 * of two the second changes nothing.
 */
@Component
class Forgetting {

    private static final Logger LOG = LoggerFactory.getLogger(Forgetting.class);

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final Vault vault;

    Forgetting(JdbcTemplate jdbc, PlatformTransactionManager transactions, Vault vault) {
        this.jdbc = jdbc;
        this.transactions = new TransactionTemplate(transactions);
        this.vault = vault;
    }

    @Scheduled(fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
    void all() {
        try {
            waiting().forEach(this::forget);
        } catch (DataAccessException e) {
            LOG.warn("The views still show what an erased person wrote; that is tried again in a moment.", e);
        }
    }

    private List<String> waiting() {
        return jdbc.queryForList("select subject_id from ops.erasures where views_forgot_at is null", String.class);
    }

    /** With no rebuild under way that could have opened what is erased before it was. */
    private void forget(String person) {
        if (vault instanceof PersonVault remembering) {
            remembering.forget(new SubjectId(person));
        }
        transactions.executeWithoutResult(status -> {
            ViewsLock.share(jdbc);
            ForgottenViews.forget(jdbc, person);
            jdbc.update("update ops.erasures set views_forgot_at = now() where subject_id = ?", person);
        });
    }
}
