package io.countersign.registeredmodel;

import io.countersign.policy.Change;
import io.countersign.policy.Electorate;
import io.countersign.policy.Evaluation;

/**
 * How a change stands that somebody wants made: what the policies say of it now, and who may decide on it.
 *
 * @param change as it would be now
 */
public record Standing(Change change, Evaluation evaluation, Electorate electorate) {}
