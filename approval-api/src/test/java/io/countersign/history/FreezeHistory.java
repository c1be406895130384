package io.countersign.history;

import io.countersign.Uuid7;
import io.countersign.assembly.InProcessServer;
import io.countersign.assembly.Workshop;
import io.countersign.freeze.WithdrawalCommand;
import io.countersign.freeze.WithdrawalId;
import io.countersign.gate.GateCommand;
import io.countersign.gate.GateVerdict;
import io.countersign.identity.Person;
import io.countersign.lineage.LineageNode;
import io.countersign.modelversion.VersionId;
import io.countersign.privacy.SealedText;
import io.countersign.privacy.Vault;
import java.util.List;

/** Two versions that deployments rest on are withdrawn; one of them may be used again. */
record FreezeHistory(InProcessServer server, Person ann, Person gina, Person hugo) {

    void write() {
        VersionId frozen = new Workshop(server, ann).aVersion();
        VersionId thawed = new Workshop(server, ann).aVersion();
        ask(frozen, true);
        ask(thawed, true);
        ask(thawed, false);
        withdraw(frozen);
        WithdrawalId mistake = withdraw(thawed);
        server.settle();
        server.send(hugo, new WithdrawalCommand.Lift(mistake, hugo.actor(), written(hugo)));
        server.settle();
    }

    private void ask(VersionId version, boolean there) {
        server.send(
                ann,
                new GateCommand.Tell(
                        version.model(),
                        "checkout-eu",
                        version.number(),
                        "stage/Production",
                        true,
                        there,
                        there ? GateVerdict.ALLOW : GateVerdict.DENY,
                        List.of(there ? "no-policy" : "not-there"),
                        ann.actor()));
    }

    private WithdrawalId withdraw(VersionId version) {
        WithdrawalId id = new WithdrawalId(Uuid7.hex());
        server.send(gina, new WithdrawalCommand.Declare(id, LineageNode.version(version), gina.actor(), written(gina)));
        return id;
    }

    private SealedText written(Person author) {
        return server.part(Vault.class).seal(author.subject(), History.WRITTEN);
    }
}
