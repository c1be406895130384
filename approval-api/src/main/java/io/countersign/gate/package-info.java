/** The deployment gate: whether a version may serve now, and why. */
@NullMarked
package io.countersign.gate;

import org.jspecify.annotations.NullMarked;
