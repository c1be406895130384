/** What-if, by HTTP: a draft of a policy is held against the history of decisions. */
@NullMarked
package io.countersign.simulation;

import org.jspecify.annotations.NullMarked;
