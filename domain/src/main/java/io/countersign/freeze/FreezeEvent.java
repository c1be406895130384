package io.countersign.freeze;

import io.countersign.event.DomainEvent;
import io.countersign.registeredmodel.ModelId;
import java.util.List;

/** What a withdrawal means for the versions of one model, on that model's stream. */
public sealed interface FreezeEvent extends DomainEvent {

    ModelId model();

    WithdrawalId withdrawal();

    List<Integer> versions();

    /** They serve nobody and come nowhere as long as the withdrawal stands. */
    record VersionsFrozen(ModelId model, WithdrawalId withdrawal, List<Integer> versions) implements FreezeEvent {
        public VersionsFrozen {
            versions = List.copyOf(versions);
        }
    }

    /** The withdrawal was lifted. What another withdrawal froze too stays frozen. */
    record VersionsThawed(ModelId model, WithdrawalId withdrawal, List<Integer> versions) implements FreezeEvent {
        public VersionsThawed {
            versions = List.copyOf(versions);
        }
    }
}
