/** What is withdrawn, and which versions are frozen for it. */
@NullMarked
package io.countersign.freeze;

import org.jspecify.annotations.NullMarked;
