/** A model version's own story: its description, tags, comments, checks, evidence and checklists. */
@NullMarked
package io.countersign.modelversion;

import org.jspecify.annotations.NullMarked;
