/** How much of the server one caller may take, so that enough is left for the others. */
@NullMarked
package io.countersign.limits;

import org.jspecify.annotations.NullMarked;
