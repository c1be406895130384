/** What-if: what a policy would have said of the changes that were made. It only looks back, and decides nothing. */
@NullMarked
package io.countersign.simulation;

import org.jspecify.annotations.NullMarked;
