package io.countersign.search;

import java.io.Serial;
import java.util.OptionalInt;

/** A search that cannot be answered as asked; its message begins as MLflow's does and ends with the place. */
public final class InvalidSearch extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final int NOWHERE = -1;

    private final int position;

    InvalidSearch(String message) {
        this(message, NOWHERE);
    }

    InvalidSearch(String message, int position) {
        super(message);
        this.position = position;
    }

    /** The index, from 0 and in code points, in the filter or order_by clause; empty if the fault is elsewhere. */
    public OptionalInt position() {
        return position == NOWHERE ? OptionalInt.empty() : OptionalInt.of(position);
    }
}
