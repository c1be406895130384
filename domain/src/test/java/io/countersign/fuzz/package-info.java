/** How parsers of what comes from outside are tried: with damaged texts, by one contract for all of them. */
@NullMarked
package io.countersign.fuzz;

import org.jspecify.annotations.NullMarked;
