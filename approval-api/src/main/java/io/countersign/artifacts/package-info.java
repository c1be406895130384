/** Files of runs: uploaded, listed and downloaded through the server's own store. */
@NullMarked
package io.countersign.artifacts;

import org.jspecify.annotations.NullMarked;
