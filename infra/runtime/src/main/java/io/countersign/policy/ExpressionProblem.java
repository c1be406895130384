package io.countersign.policy;

/**
 * Something that is wrong with an expression, whatever the case.
 *
 * @param line of the expression, from 1
 * @param column of that line in code points, from 1
 * @param message a clause without a full stop, for example {@code undefined field 'nam'}
 */
public record ExpressionProblem(int line, int column, String message) {}
