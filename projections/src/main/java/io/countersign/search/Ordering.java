package io.countersign.search;

/** One clause of an order_by, not yet checked against what can be sorted. */
record Ordering(KeyReference key, boolean ascending) {}
