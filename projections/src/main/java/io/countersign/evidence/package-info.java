/** Checks, documents and checklists: what is put forward for a version, as people and the policies' judge ask for it. */
@NullMarked
package io.countersign.evidence;

import org.jspecify.annotations.NullMarked;
