/** What deployments are told when they ask whether a version may serve. */
@NullMarked
package io.countersign.gate;

import org.jspecify.annotations.NullMarked;
