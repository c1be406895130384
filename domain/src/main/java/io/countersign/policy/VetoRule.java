package io.countersign.policy;

import java.util.List;

/** Nobody objects. */
public record VetoRule() implements Rule {

    public static final String NAME = "no-veto";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Finding judge(Case about, Conditions conditions) {
        List<String> vetoes =
                about.vetoes().stream().map(veto -> "veto by " + veto.by()).toList();
        return vetoes.isEmpty()
                ? Finding.satisfied(name(), "Nobody has vetoed it.", vetoes)
                : Finding.unsatisfied(
                        name(),
                        "It was vetoed.",
                        vetoes,
                        "whoever vetoed it lifts the veto, or an administrator dismisses it with a reason");
    }
}
