/** The audit history: what each event is about, what it decides, and which fields of which objects it sets. */
@NullMarked
package io.countersign.trail;

import org.jspecify.annotations.NullMarked;
