/** Has the views forget whom the log can no longer be read of. */
@NullMarked
package io.countersign.privacy;

import org.jspecify.annotations.NullMarked;
