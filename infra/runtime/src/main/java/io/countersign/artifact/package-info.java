/** The store of artifacts: bytes under the name of their own hash. */
@NullMarked
package io.countersign.artifact;

import org.jspecify.annotations.NullMarked;
