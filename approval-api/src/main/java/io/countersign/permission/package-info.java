/** Databricks' permissions API and MLflow's: two faces of the same grants. */
@NullMarked
package io.countersign.permission;

import org.jspecify.annotations.NullMarked;
