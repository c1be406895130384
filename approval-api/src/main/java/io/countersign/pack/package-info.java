/** Audit packs: all that happened to a model in a time, with the proof that it is all and true, in one file. */
@NullMarked
package io.countersign.pack;

import org.jspecify.annotations.NullMarked;
