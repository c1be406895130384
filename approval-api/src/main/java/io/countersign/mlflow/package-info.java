/** MLflow's tracking and registry API. */
@NullMarked
package io.countersign.mlflow;

import org.jspecify.annotations.NullMarked;
