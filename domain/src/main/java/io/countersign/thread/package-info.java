/** What people talk over about a request for a change: threads of comments, each of which is resolved or still open. */
@NullMarked
package io.countersign.thread;

import org.jspecify.annotations.NullMarked;
