/** Brings what happens to the receivers of webhooks: at least once, in order for each model, whatever else they do. */
@NullMarked
package io.countersign.delivery;

import org.jspecify.annotations.NullMarked;
