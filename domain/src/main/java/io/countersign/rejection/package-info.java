/** How the domain says no: one exception, one named reason, one sentence for the person who reads it. */
@NullMarked
package io.countersign.rejection;

import org.jspecify.annotations.NullMarked;
