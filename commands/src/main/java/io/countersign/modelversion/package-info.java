/** What can be asked of a model version, and the aggregate that decides on its comments and tags. */
@NullMarked
package io.countersign.modelversion;

import org.jspecify.annotations.NullMarked;
