/** MLflow's search language over the query tables: parsed, compiled to SQL with bound parameters, paged by keyset. */
@NullMarked
package io.countersign.search;

import org.jspecify.annotations.NullMarked;
