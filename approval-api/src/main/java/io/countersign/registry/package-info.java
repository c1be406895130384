/** Databricks' Workspace Model Registry API, where it goes beyond MLflow's. */
@NullMarked
package io.countersign.registry;

import org.jspecify.annotations.NullMarked;
