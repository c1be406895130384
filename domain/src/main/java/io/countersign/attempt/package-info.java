/** What somebody tried to do and was refused, for who they are or for what the policies say. */
@NullMarked
package io.countersign.attempt;

import org.jspecify.annotations.NullMarked;
