/** The threads on requests, their comments, and whom these name. */
@NullMarked
package io.countersign.thread;

import org.jspecify.annotations.NullMarked;
