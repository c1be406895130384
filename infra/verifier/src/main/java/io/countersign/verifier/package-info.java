/**
 * Verifies, on a machine without network and without trust in any server, what a transparency log gave out: a program of its
 * own, of the Java runtime and the arithmetic of {@code io.countersign.proof} alone.
 */
@NullMarked
package io.countersign.verifier;

import org.jspecify.annotations.NullMarked;
