package io.countersign.policy;

import java.util.List;

/** Nobody objects, or an administrator has dismissed what they object. */
public record VetoRule() implements Rule {

    public static final String NAME = "no-veto";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Finding judge(Case about, Conditions conditions) {
        List<String> vetoes = about.vetoes().stream().map(Veto::words).toList();
        if (about.vetoes().stream().anyMatch(Veto::holds)) {
            return Finding.unsatisfied(
                    name(),
                    "It was vetoed.",
                    vetoes,
                    "whoever vetoed it lifts the veto, or an administrator dismisses it with a reason");
        }
        return vetoes.isEmpty()
                ? Finding.satisfied(name(), "Nobody has vetoed it.", vetoes)
                : Finding.overridden(name(), "What was vetoed, an administrator has dismissed.", vetoes);
    }
}
