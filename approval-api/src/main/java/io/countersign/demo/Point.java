package io.countersign.demo;

/** One observation. */
record Point(double x, double y) {}
