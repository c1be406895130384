/** What can be asked of a model version, and the aggregate that decides on what people and jobs add to it. */
@NullMarked
package io.countersign.modelversion;

import org.jspecify.annotations.NullMarked;
