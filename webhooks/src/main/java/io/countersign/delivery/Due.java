package io.countersign.delivery;

import io.countersign.payload.Telling;

/**
 * A message that is to be sent now.
 *
 * @param event its id
 * @param index its place in the log
 * @param attempts that were made since it was asked for last
 */
record Due(String event, long index, Telling telling, int attempts) {}
