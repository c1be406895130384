/** What can be asked of the threads on a request, and the aggregate that decides. */
@NullMarked
package io.countersign.thread;

import org.jspecify.annotations.NullMarked;
