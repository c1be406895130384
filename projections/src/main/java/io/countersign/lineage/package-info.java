/** The graph of what rests on what, from each event that says so, and what can be asked of it. */
@NullMarked
package io.countersign.lineage;

import org.jspecify.annotations.NullMarked;
