package io.countersign.search;

/**
 * One condition of a filter, not yet checked against what can be searched.
 *
 * @param operator in upper case, with single spaces
 */
record Comparison(KeyReference key, String operator, Place operatorPlace, Operand operand) {}
