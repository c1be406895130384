/** Checks that jobs report, documents and checklists: what is put forward for a version before it is decided on. */
@NullMarked
package io.countersign.evidence;

import org.jspecify.annotations.NullMarked;
