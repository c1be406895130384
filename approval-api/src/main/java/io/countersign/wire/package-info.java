/** What MLflow's and Databricks' wire contracts share: how requests are read, answers written and errors told. */
@NullMarked
package io.countersign.wire;

import org.jspecify.annotations.NullMarked;
