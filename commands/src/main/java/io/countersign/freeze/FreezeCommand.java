package io.countersign.freeze;

import io.countersign.Attributed;
import io.countersign.governance.GovernanceCommand;
import io.countersign.identity.Actor;
import io.countersign.registeredmodel.ModelId;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.util.List;

/** What the server does to models for withdrawals that people declare and lift. Done once more it changes nothing. */
public sealed interface FreezeCommand extends GovernanceCommand, Attributed {

    WithdrawalId withdrawal();

    @Override
    default String stream() {
        return model().stream();
    }

    @Override
    default Rejection notFound() {
        return Rejection.of(Reason.MODEL_NOT_FOUND, "Registered Model with id=%s not found", model());
    }

    /** Those of the versions that are there and not frozen for it already. */
    record Freeze(ModelId model, WithdrawalId withdrawal, List<Integer> versions, Actor actor)
            implements FreezeCommand {
        public Freeze {
            versions = List.copyOf(versions);
        }
    }

    /** Every version that was frozen for it. */
    record Thaw(ModelId model, WithdrawalId withdrawal, Actor actor) implements FreezeCommand {}
}
