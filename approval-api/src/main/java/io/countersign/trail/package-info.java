/** The audit history, as auditors ask for it and take it away. */
@NullMarked
package io.countersign.trail;

import org.jspecify.annotations.NullMarked;
