/** An experiment: a named group of runs. */
@NullMarked
package io.countersign.experiment;

import org.jspecify.annotations.NullMarked;
