/** Replays the log into fresh views beside those in use, and swaps or compares the two. */
@NullMarked
package io.countersign.rebuild;

import org.jspecify.annotations.NullMarked;
