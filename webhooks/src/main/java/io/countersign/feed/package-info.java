/** A stream of the log's events to a part that works after the commit: its token in the database, on one server at a time. */
@NullMarked
package io.countersign.feed;

import org.jspecify.annotations.NullMarked;
