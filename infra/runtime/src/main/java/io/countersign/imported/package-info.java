/** The people of servers that were imported from. */
@NullMarked
package io.countersign.imported;

import org.jspecify.annotations.NullMarked;
