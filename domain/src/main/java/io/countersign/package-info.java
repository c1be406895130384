/** Countersign: nothing reaches production without a countersignature, and every signature can be proven. */
@NullMarked
package io.countersign;

import org.jspecify.annotations.NullMarked;
