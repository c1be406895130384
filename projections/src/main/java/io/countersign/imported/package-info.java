/** What was imported, by the ids that it had where it came from. */
@NullMarked
package io.countersign.imported;

import org.jspecify.annotations.NullMarked;
