/** Measures a server through its HTTP API, as its users would feel it. */
@NullMarked
package io.countersign.bench;

import org.jspecify.annotations.NullMarked;
