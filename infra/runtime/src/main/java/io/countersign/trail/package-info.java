/** The index of the audit history: who makes it grow behind the log, and how it is asked. */
@NullMarked
package io.countersign.trail;

import org.jspecify.annotations.NullMarked;
