package io.countersign.policy;

import io.countersign.identity.SubjectId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An objection that its author has not lifted.
 *
 * @param dismissed null while it holds
 */
public record Veto(SubjectId by, Instant at, @Nullable Dismissal dismissed) {

    /** By an administrator, with a reason. */
    public record Dismissal(SubjectId by, Instant at) {}

    public Veto(SubjectId by, Instant at) {
        this(by, at, null);
    }

    public boolean holds() {
        return dismissed == null;
    }

    public Veto dismissedBy(SubjectId administrator, Instant when) {
        return new Veto(by, at, new Dismissal(administrator, when));
    }

    String words() {
        String veto = "veto by " + by;
        return dismissed == null ? veto : veto + ", dismissed by " + dismissed.by();
    }
}
