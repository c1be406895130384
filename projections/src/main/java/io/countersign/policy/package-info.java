/** The policies that are in force, that were, and that somebody proposes. */
@NullMarked
package io.countersign.policy;

import org.jspecify.annotations.NullMarked;
