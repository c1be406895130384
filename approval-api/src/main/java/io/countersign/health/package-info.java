/** What load balancers and clients ask a server about itself. */
@NullMarked
package io.countersign.health;

import org.jspecify.annotations.NullMarked;
