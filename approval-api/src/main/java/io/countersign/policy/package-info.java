/** Policies as documents, YAML or JSON: read with the place of everything that is wrong. */
@NullMarked
package io.countersign.policy;

import org.jspecify.annotations.NullMarked;
