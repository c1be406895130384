/**
 * The arithmetic of the transparency log: hashes and proofs of RFC 6962, tiles, checkpoints, cosignatures and proofs as C2SP
 * has them. Nothing here stores, serves or asks anything, so that whoever verifies needs nothing else.
 */
@NullMarked
package io.countersign.proof;

import org.jspecify.annotations.NullMarked;
