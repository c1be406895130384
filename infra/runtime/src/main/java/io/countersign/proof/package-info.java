/** The transparency log as it is stored: who makes it grow, and who signs what it has come to. */
@NullMarked
package io.countersign.proof;

import org.jspecify.annotations.NullMarked;
