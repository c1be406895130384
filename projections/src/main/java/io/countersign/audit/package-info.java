/** The history of each version as auditors ask for it. */
@NullMarked
package io.countersign.audit;

import org.jspecify.annotations.NullMarked;
