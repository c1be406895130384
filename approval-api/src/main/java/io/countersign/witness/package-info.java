/** Somebody who follows a log from outside, remembers what it said, and cosigns only what goes on from that. */
@NullMarked
package io.countersign.witness;

import org.jspecify.annotations.NullMarked;
