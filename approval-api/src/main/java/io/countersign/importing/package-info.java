/** What an import sends: the routes that bring experiments, runs, models and versions of another server here. */
@NullMarked
package io.countersign.importing;

import org.jspecify.annotations.NullMarked;
