/** Withdrawing things, freezing what rests on them, and thawing it again. */
@NullMarked
package io.countersign.freeze;

import org.jspecify.annotations.NullMarked;
