package io.countersign.history;

import io.countersign.Uuid7;
import io.countersign.assembly.InProcessServer;
import io.countersign.identity.Person;
import io.countersign.policy.PolicyCommand;
import io.countersign.policy.ProposalId;
import io.countersign.policy.Reporter;
import io.countersign.privacy.SealedText;
import io.countersign.privacy.Vault;
import java.util.List;

/** Two administrators decide on policies, in every way, about models that nobody has. */
record PolicyHistory(InProcessServer server, Person ann, Person ben) {

    PolicyHistory(InProcessServer server) {
        this(server, Person.admin(), Person.admin());
    }

    void write() {
        agree(proposed("replaced"));
        agree(proposed("replaced"));
        reject(proposed("refused"));
        server.send(ann, new PolicyCommand.Withdraw(proposed("taken-back"), ann.actor()));
        agree(proposed("retired"));
        agree(retirementOf("retired"));
        agree(proposed("kept"));
        reject(retirementOf("kept"));
        server.send(ann, new PolicyCommand.Withdraw(retirementOf("kept"), ann.actor()));
        retirementOf("kept");
        proposed("pending");
    }

    private ProposalId proposed(String policy) {
        ProposalId proposal = new ProposalId(Uuid7.hex());
        String source = "policy: " + policy
                + "\napplies-to: {models: [of-nobody], changes: [deletion]}\nrequires: {no-veto: true}\n";
        Reporter reporter = new Reporter("ben", ben.subject());
        server.send(
                ann,
                new PolicyCommand.Propose(
                        proposal, policy, source, List.of(reporter), ann.actor(), written(ann, " proposal")));
        return proposal;
    }

    private ProposalId retirementOf(String policy) {
        ProposalId proposal = new ProposalId(Uuid7.hex());
        server.send(
                ann, new PolicyCommand.ProposeRetirement(proposal, policy, ann.actor(), written(ann, " retirement")));
        return proposal;
    }

    private void agree(ProposalId proposal) {
        server.send(ben, new PolicyCommand.Agree(proposal, ben.actor(), written(ben, " agreement")));
    }

    private void reject(ProposalId proposal) {
        server.send(ben, new PolicyCommand.Reject(proposal, ben.actor(), written(ben, " refusal")));
    }

    private SealedText written(Person author, String text) {
        return server.part(Vault.class).seal(author.subject(), History.WRITTEN + text);
    }
}
