/** {@code countersign import}: reads a running MLflow server, sends what is missing to Countersign, compares the two. */
@NullMarked
package io.countersign.importer;

import org.jspecify.annotations.NullMarked;
