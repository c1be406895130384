package io.countersign.delivery;

import io.countersign.payload.Telling;

/**
 * A message that is to be sent now.
 *
 * @param index the event's place in the log
 * @param attempts that were made since it was asked for last
 */
record Due(long index, Telling telling, int attempts) {}
