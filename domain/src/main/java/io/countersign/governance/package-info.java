/** What people do about a change to a registered model before it is made: ask, approve, object, decide. */
@NullMarked
package io.countersign.governance;

import org.jspecify.annotations.NullMarked;
