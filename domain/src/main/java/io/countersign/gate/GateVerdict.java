package io.countersign.gate;

import java.util.Locale;

/** From the one that lets most pass to the one that lets nothing pass. */
public enum GateVerdict {
    ALLOW,
    WARN,
    DENY;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
