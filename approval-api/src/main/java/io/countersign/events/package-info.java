/** The events of the log for whoever comes for them: page by page, as soon as there are any, or as they happen. */
@NullMarked
package io.countersign.events;

import org.jspecify.annotations.NullMarked;
