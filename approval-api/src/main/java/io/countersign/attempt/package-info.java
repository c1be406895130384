/** Puts refused attempts on record at the edge, and shows them to administrators. */
@NullMarked
package io.countersign.attempt;

import org.jspecify.annotations.NullMarked;
