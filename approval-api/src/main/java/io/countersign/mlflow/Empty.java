package io.countersign.mlflow;

/** The answer of routes that have nothing to say: an empty object. */
public record Empty() {

    public static final Empty INSTANCE = new Empty();
}
