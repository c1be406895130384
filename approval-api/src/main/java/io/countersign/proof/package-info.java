/** The transparency log as it is served: tiles and checkpoints as C2SP has them, proofs on request. */
@NullMarked
package io.countersign.proof;

import org.jspecify.annotations.NullMarked;
