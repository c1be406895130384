/** Puts on record what somebody tried and was refused. */
@NullMarked
package io.countersign.attempt;

import org.jspecify.annotations.NullMarked;
