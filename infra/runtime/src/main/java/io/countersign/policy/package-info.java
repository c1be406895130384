/** Conditions of policies, in the Common Expression Language: type-checked when written, bounded when judged. */
@NullMarked
package io.countersign.policy;

import org.jspecify.annotations.NullMarked;
