package io.countersign.gate;

import io.countersign.CommandSender;
import io.countersign.access.RequestTrace;
import io.countersign.access.SignedIn;
import io.countersign.identity.Actor;
import io.countersign.log.GrownStreams;
import io.countersign.policy.PolicyCommand;
import io.countersign.registeredmodel.ModelId;
import io.countersign.rejection.Rejection;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Finds out when the gate says something else than before, and has it written down: soon after something happened to what
 * an answer rests on, and within a minute where time alone changed it. Every server does; of two that find the same the
 * second writes nothing.
 */
@Component
class GateWatcher {

    private static final Logger LOG = LoggerFactory.getLogger(GateWatcher.class);
    private static final int AT_ONCE = 500;
    private static final Actor SYSTEM = SignedIn.SYSTEM.actor();

    private final GrownStreams grown;
    private final PlacementQueries placements;
    private final GateAnswerQueries known;
    private final Gate gate;
    private final CommandSender commands;

    GateWatcher(
            JdbcTemplate jdbc,
            PlacementQueries placements,
            GateAnswerQueries known,
            Gate gate,
            CommandSender commands) {
        this.grown = new GrownStreams(jdbc);
        this.placements = placements;
        this.known = known;
        this.gate = gate;
        this.commands = commands;
    }

    @Scheduled(fixedDelay = 2, timeUnit = TimeUnit.SECONDS)
    void lookAtWhatHappened() {
        guarded(() -> {
            Collection<String> streams = grown.next();
            if (streams.contains(PolicyCommand.STREAM)) {
                lookAtAll();
            } else if (!streams.isEmpty()) {
                look(known.modelsTouchedBy(streams));
            }
        });
    }

    @Scheduled(fixedDelay = 60, timeUnit = TimeUnit.SECONDS)
    void lookAtTheClock() {
        guarded(this::lookAtAll);
    }

    private void guarded(Runnable look) {
        try {
            look.run();
        } catch (DataAccessException e) {
            LOG.debug("The gate's answers cannot be looked through.", e);
        }
    }

    private void lookAtAll() {
        String last = "";
        for (List<String> some = page(last); !some.isEmpty(); some = page(last)) {
            look(some);
            last = some.getLast();
        }
    }

    private List<String> page(String last) {
        return known.modelsAfter(last, AT_ONCE);
    }

    private record Key(String modelId, String place, int version) {}

    private void look(List<String> models) {
        Map<Key, GateAnswerView> gone = new HashMap<>();
        known.of(models).forEach(each -> gone.put(new Key(each.modelId(), each.place(), each.version()), each));
        List<PlacementView> serving = placements.of(models);
        List<Answer> answers = gate.answers(serving);
        for (int i = 0; i < serving.size(); i++) {
            PlacementView placement = serving.get(i);
            observe(placement, answers.get(i), gone.remove(key(placement)));
        }
        gone.values().forEach(this::observeGone);
    }

    private static Key key(PlacementView placement) {
        return new Key(placement.modelId(), placement.place(), placement.version());
    }

    private void observe(PlacementView placement, Answer answer, @Nullable GateAnswerView before) {
        List<String> codes =
                answer.reasons().stream().map(Answer.Reason::code).distinct().toList();
        if (before == null
                || before.verdict() != answer.verdict()
                || !before.reasons().equals(codes)) {
            send(new GateCommand.Observe(
                    new ModelId(placement.modelId()),
                    placement.version(),
                    placement.place(),
                    true,
                    answer.verdict(),
                    codes,
                    placement.basis(),
                    SYSTEM));
        }
    }

    private void observeGone(GateAnswerView before) {
        send(new GateCommand.Observe(
                new ModelId(before.modelId()),
                before.version(),
                before.place(),
                false,
                GateVerdict.DENY,
                List.of(GateRoutes.NOT_THERE),
                List.of(),
                SYSTEM));
    }

    private void send(GateCommand.Observe command) {
        try {
            commands.send(command, SignedIn.SYSTEM.metadata(RequestTrace.fresh()));
        } catch (Rejection e) {
            LOG.debug("The gate of model {} is looked at again later.", command.model(), e);
        }
    }
}
