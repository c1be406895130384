/** What can be asked of a registered model, and the aggregate that decides on stages, aliases and requests. */
@NullMarked
package io.countersign.registeredmodel;

import org.jspecify.annotations.NullMarked;
