/** Transition requests and comments as reviewers ask for them. */
@NullMarked
package io.countersign.inbox;

import org.jspecify.annotations.NullMarked;
