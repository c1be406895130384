/** Decides on who is to be forgotten. */
@NullMarked
package io.countersign.privacy;

import org.jspecify.annotations.NullMarked;
