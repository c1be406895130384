/** How a receiver knows that a webhook is ours, and how its secret is kept. */
@NullMarked
package io.countersign.signing;

import org.jspecify.annotations.NullMarked;
