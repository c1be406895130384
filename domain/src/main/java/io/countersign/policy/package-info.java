/** Policies: which changes need what, and whether they have it. Documents, versions, and the evaluation of one case. */
@NullMarked
package io.countersign.policy;

import org.jspecify.annotations.NullMarked;
