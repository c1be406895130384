package io.countersign.policy;

/** One thing that a policy requires. Each kind reads as a sentence of the document. */
public sealed interface Rule
        permits ApprovalRule,
                CheckRule,
                ChecklistRule,
                ConditionRule,
                EvidenceRule,
                MetricRule,
                ThreadsRule,
                TimingRule,
                VetoRule {

    /** Its name in explanations, unique within a policy. */
    String name();

    /** Never throws: what cannot be judged is an error, which closes the gate. */
    Finding judge(Case about, Conditions conditions);
}
