package io.countersign.search;

/** One clause of an order_by, whose field can be sorted by. */
record Clause(Field field, boolean ascending) {}
