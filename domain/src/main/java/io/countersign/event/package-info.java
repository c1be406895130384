/** The catalogue of stored events: their stable names and revisions. */
@NullMarked
package io.countersign.event;

import org.jspecify.annotations.NullMarked;
