/** Questions about an earlier point of the history: {@code as_of}. */
@NullMarked
package io.countersign.past;

import org.jspecify.annotations.NullMarked;
