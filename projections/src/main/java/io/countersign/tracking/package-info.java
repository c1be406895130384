/** Experiments and runs as their users ask for them. */
@NullMarked
package io.countersign.tracking;

import org.jspecify.annotations.NullMarked;
