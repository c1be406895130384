/** Databricks' permissions API. */
@NullMarked
package io.countersign.permission;

import org.jspecify.annotations.NullMarked;
