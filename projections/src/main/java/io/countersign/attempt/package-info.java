/** The record of what was tried and refused, as auditors ask for it. */
@NullMarked
package io.countersign.attempt;

import org.jspecify.annotations.NullMarked;
