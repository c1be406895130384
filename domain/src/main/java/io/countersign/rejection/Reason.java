package io.countersign.rejection;

/** Why a command or query was refused, with the {@link Kind} from which each HTTP edge derives its status. */
public enum Reason {
    EXPERIMENT_NOT_FOUND(Kind.NOT_FOUND);

    private final Kind kind;

    Reason(Kind kind) {
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** The few ways in which a request can fail. */
    public enum Kind {
        NOT_FOUND
    }
}
