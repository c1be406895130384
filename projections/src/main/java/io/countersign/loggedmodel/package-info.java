/** Logged models as their users ask for them. */
@NullMarked
package io.countersign.loggedmodel;

import org.jspecify.annotations.NullMarked;
