package io.countersign.demo;

/** Somebody in the story. */
record Person(String name, Connection connection) {}
