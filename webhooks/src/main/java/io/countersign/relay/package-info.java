/** Carries every event from the log to Kafka: in order within a stream, at least once, and none left out. */
@NullMarked
package io.countersign.relay;

import org.jspecify.annotations.NullMarked;
