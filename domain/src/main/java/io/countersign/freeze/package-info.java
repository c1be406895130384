/** What is withdrawn, and the freeze of the versions that rest on it. */
@NullMarked
package io.countersign.freeze;

import org.jspecify.annotations.NullMarked;
