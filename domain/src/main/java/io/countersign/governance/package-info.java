/** The rules by which a change of stage is allowed. */
@NullMarked
package io.countersign.governance;

import org.jspecify.annotations.NullMarked;
