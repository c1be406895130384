/** What a decision rests on: reads the facts, sends the command that is decided on them, reads anew when they changed. */
@NullMarked
package io.countersign.decision;

import org.jspecify.annotations.NullMarked;
