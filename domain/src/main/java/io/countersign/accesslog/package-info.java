/** Who came in, who was turned away under whose name, and who read or exported the records. */
@NullMarked
package io.countersign.accesslog;

import org.jspecify.annotations.NullMarked;
