package io.countersign.freeze;

import io.countersign.event.DomainEvent;
import io.countersign.identity.SubjectId;
import io.countersign.lineage.LineageNode;
import io.countersign.privacy.SealedText;

/** That nothing may rest on a thing any more, until it may again. */
public sealed interface WithdrawalEvent extends DomainEvent {

    WithdrawalId withdrawal();

    /** From now on each version that rests on it is frozen, also one that comes later. */
    record Declared(WithdrawalId withdrawal, LineageNode thing, SubjectId by, SealedText reason)
            implements WithdrawalEvent {}

    /** Somebody else than who declared it has what was frozen for it thawed. */
    record Lifted(WithdrawalId withdrawal, LineageNode thing, SubjectId by, SealedText reason)
            implements WithdrawalEvent {}
}
