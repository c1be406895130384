/** Who asked to be called when something happens, and for what. */
@NullMarked
package io.countersign.webhook;

import org.jspecify.annotations.NullMarked;
