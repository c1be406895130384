/** What can be asked of a run, and the aggregate that decides. */
@NullMarked
package io.countersign.run;

import org.jspecify.annotations.NullMarked;
