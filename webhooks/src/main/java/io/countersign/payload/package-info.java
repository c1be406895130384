/** What each kind of receiver is told of an event, and in which words. */
@NullMarked
package io.countersign.payload;

import org.jspecify.annotations.NullMarked;
