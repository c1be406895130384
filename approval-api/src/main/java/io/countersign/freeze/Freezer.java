package io.countersign.freeze;

import io.countersign.CommandSender;
import io.countersign.access.RequestTrace;
import io.countersign.access.SignedIn;
import io.countersign.identity.Actor;
import io.countersign.lineage.LineageKind;
import io.countersign.lineage.LineageNode;
import io.countersign.lineage.LineageQueries;
import io.countersign.modelversion.VersionId;
import io.countersign.registeredmodel.ModelId;
import io.countersign.rejection.Rejection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Carries withdrawals to the models: each model is frozen, or thawed, by a command of its own, which may be repeated. What one
 * call does not get to, or a model that does not take it now, is left to the next.
 */
@Component
final class Freezer {

    private static final Logger LOG = LoggerFactory.getLogger(Freezer.class);
    private static final Actor SYSTEM = SignedIn.SYSTEM.actor();

    private final LineageQueries lineage;
    private final FreezeQueries freezes;
    private final CommandSender commands;

    Freezer(LineageQueries lineage, FreezeQueries freezes, CommandSender commands) {
        this.lineage = lineage;
        this.freezes = freezes;
        this.commands = commands;
    }

    /** What rests on a withdrawn thing and is not frozen for it yet, by model. */
    Map<String, List<Integer>> pending(WithdrawalId withdrawal, LineageNode thing) {
        Set<VersionId> frozen = new HashSet<>(freezes.frozenFor(withdrawal));
        Map<String, List<Integer>> pending = new TreeMap<>();
        lineage.impact(thing, null).ofKind(LineageKind.MODEL_VERSION).stream()
                .filter(version -> !frozen.contains(new VersionId(version.model(), version.version())))
                .forEach(version -> pending.computeIfAbsent(version.model().value(), model -> new ArrayList<>())
                        .add(version.version()));
        return pending;
    }

    /** @param within when to stop and leave the rest to another call */
    void freeze(WithdrawalId withdrawal, LineageNode thing, RequestTrace trace, Duration within) {
        long end = System.nanoTime() + within.toNanos();
        for (Map.Entry<String, List<Integer>> model : pending(withdrawal, thing).entrySet()) {
            if (System.nanoTime() - end > 0) {
                return;
            }
            send(new FreezeCommand.Freeze(new ModelId(model.getKey()), withdrawal, model.getValue(), SYSTEM), trace);
        }
    }

    void thaw(WithdrawalId withdrawal, Collection<ModelId> models, RequestTrace trace, Duration within) {
        long end = System.nanoTime() + within.toNanos();
        for (ModelId model : models) {
            if (System.nanoTime() - end > 0) {
                return;
            }
            send(new FreezeCommand.Thaw(model, withdrawal, SYSTEM), trace);
        }
    }

    private void send(FreezeCommand command, RequestTrace trace) {
        try {
            commands.send(command, SignedIn.SYSTEM.metadata(trace));
        } catch (Rejection e) {
            LOG.warn(
                    "Model {} is frozen or thawed for {} later: {}",
                    command.model(),
                    command.withdrawal(),
                    e.getMessage());
        }
    }
}
