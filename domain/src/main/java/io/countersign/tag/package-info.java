/** Keys and values that people attach to things. */
@NullMarked
package io.countersign.tag;

import org.jspecify.annotations.NullMarked;
