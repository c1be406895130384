package io.countersign.freeze;

import io.countersign.access.RequestTrace;
import io.countersign.lineage.LineageNode;
import io.countersign.lineage.LineageQueries;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Sees to it that what rests on a withdrawn thing is frozen, and nothing else is: also what came after the withdrawal, what a
 * server left undone that was killed, and what another server froze while this one thawed. It compares what is with what
 * should be, so that it needs to remember nothing. Every server does; of two that find the same the second changes nothing.
 */
@Component
class FreezeFollower {

    private static final Logger LOG = LoggerFactory.getLogger(FreezeFollower.class);
    private static final Duration ENOUGH = Duration.ofMinutes(1);

    private final LineageQueries lineage;
    private final FreezeQueries freezes;
    private final Freezer freezer;
    private String seen = "";

    FreezeFollower(LineageQueries lineage, FreezeQueries freezes, Freezer freezer) {
        this.lineage = lineage;
        this.freezes = freezes;
        this.freezer = freezer;
    }

    /** As soon as the graph or the withdrawals are others than before. */
    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    void followWhatHappened() {
        guarded(() -> {
            Map<WithdrawalId, String> standing = freezes.standing();
            String now = standing.isEmpty() ? "" : lineage.state() + standing.keySet();
            if (!now.equals(seen)) {
                freeze(standing);
                seen = now;
            }
            thaw();
        });
    }

    /** Whatever happened: a model may have been too busy. */
    @Scheduled(fixedDelay = 60, timeUnit = TimeUnit.SECONDS)
    void followEverything() {
        guarded(() -> freeze(freezes.standing()));
    }

    private void freeze(Map<WithdrawalId, String> standing) {
        standing.forEach((withdrawal, thing) ->
                freezer.freeze(withdrawal, LineageNode.ofKey(thing), RequestTrace.fresh(), ENOUGH));
    }

    private void thaw() {
        freezes.toThaw()
                .forEach((withdrawal, models) -> freezer.thaw(withdrawal, models, RequestTrace.fresh(), ENOUGH));
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (DataAccessException e) {
            LOG.debug("What is frozen cannot be looked through.", e);
        }
    }
}
