/** What can be asked about a change to a registered model before it is made. */
@NullMarked
package io.countersign.governance;

import org.jspecify.annotations.NullMarked;
