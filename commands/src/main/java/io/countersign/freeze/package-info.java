/** Decides on what is withdrawn and when it may be used again. */
@NullMarked
package io.countersign.freeze;

import org.jspecify.annotations.NullMarked;
