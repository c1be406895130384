/** Who handed their word to whom, and until when. */
@NullMarked
package io.countersign.delegation;

import org.jspecify.annotations.NullMarked;
