/** A run: one execution of training code, with its params, metrics, tags and artifacts. */
@NullMarked
package io.countersign.run;

import org.jspecify.annotations.NullMarked;
