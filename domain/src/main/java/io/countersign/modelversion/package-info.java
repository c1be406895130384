/** A model version's own story: its description, tags and comments. */
@NullMarked
package io.countersign.modelversion;

import org.jspecify.annotations.NullMarked;
