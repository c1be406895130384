/** Drives the packaged program from outside, as the people and clients do who use it. */
@NullMarked
package io.countersign.program;

import org.jspecify.annotations.NullMarked;
