/** What was known at an earlier point of the history, asked by the same questions as what is known now. */
@NullMarked
package io.countersign.past;

import org.jspecify.annotations.NullMarked;
