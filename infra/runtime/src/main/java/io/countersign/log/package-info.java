/** The log on PostgreSQL: Axon's event store with stable names, recognised conflicts and no skipped events. */
@NullMarked
package io.countersign.log;

import org.jspecify.annotations.NullMarked;
