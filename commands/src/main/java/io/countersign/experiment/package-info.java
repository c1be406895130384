/** What can be asked of an experiment, and the aggregate that decides. */
@NullMarked
package io.countersign.experiment;

import org.jspecify.annotations.NullMarked;
