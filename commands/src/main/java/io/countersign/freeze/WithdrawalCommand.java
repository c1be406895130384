package io.countersign.freeze;

import io.countersign.Attributed;
import io.countersign.Command;
import io.countersign.identity.Actor;
import io.countersign.lineage.LineageNode;
import io.countersign.privacy.SealedText;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;

/** What people can do about things that nothing may rest on. */
public sealed interface WithdrawalCommand extends Command, Attributed {

    /** The name of the one stream that holds them all. */
    String STREAM = "withdrawals";

    WithdrawalId withdrawal();

    @Override
    default String stream() {
        return STREAM;
    }

    @Override
    default Rejection notFound() {
        return Rejection.of(Reason.WITHDRAWAL_NOT_FOUND, "There is no freeze %s that stands.", withdrawal());
    }

    /** An emergency brake: it takes one person. */
    record Declare(WithdrawalId withdrawal, LineageNode thing, Actor actor, SealedText reason)
            implements WithdrawalCommand {}

    /** By somebody else than who declared it. */
    record Lift(WithdrawalId withdrawal, Actor actor, SealedText reason) implements WithdrawalCommand {}
}
