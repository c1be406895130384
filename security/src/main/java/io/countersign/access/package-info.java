/** The guard: who acts, which operations there are, and the least role for each; what is not listed is denied. */
@NullMarked
package io.countersign.access;

import org.jspecify.annotations.NullMarked;
