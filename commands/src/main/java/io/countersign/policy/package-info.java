/** Decides which policies are in force: one administrator proposes, another agrees. */
@NullMarked
package io.countersign.policy;

import org.jspecify.annotations.NullMarked;
