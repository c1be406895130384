/** Decides on webhooks. */
@NullMarked
package io.countersign.webhook;

import org.jspecify.annotations.NullMarked;
