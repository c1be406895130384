/** Who is called when something happens. */
@NullMarked
package io.countersign.webhook;

import org.jspecify.annotations.NullMarked;
