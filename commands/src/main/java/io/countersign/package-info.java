/** Commands: what people and programs ask for. */
@NullMarked
package io.countersign;

import org.jspecify.annotations.NullMarked;
