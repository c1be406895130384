/** Puts the modules together into one server. */
@NullMarked
package io.countersign.assembly;

import org.jspecify.annotations.NullMarked;
