/** Countersign's own API. */
@NullMarked
package io.countersign.governance;

import org.jspecify.annotations.NullMarked;
