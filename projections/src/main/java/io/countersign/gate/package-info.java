/** Where versions serve somebody, and by which decision. */
@NullMarked
package io.countersign.gate;

import org.jspecify.annotations.NullMarked;
