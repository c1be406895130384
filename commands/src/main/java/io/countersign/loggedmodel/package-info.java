/** What can be asked of a logged model, and the aggregate that decides. */
@NullMarked
package io.countersign.loggedmodel;

import org.jspecify.annotations.NullMarked;
