/** The directory of experiments in PostgreSQL. */
@NullMarked
package io.countersign.experiment;

import org.jspecify.annotations.NullMarked;
