/** Keeps what deployments are told, so that each change of it is an event. */
@NullMarked
package io.countersign.gate;

import org.jspecify.annotations.NullMarked;
