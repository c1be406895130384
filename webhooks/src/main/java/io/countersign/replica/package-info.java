/** The log as {@code countersign.log} carries it, byte for byte: written, read, and put back into a database. */
@NullMarked
package io.countersign.replica;

import org.jspecify.annotations.NullMarked;
