/** How people come to be forgotten: {@code /erasures}. */
@NullMarked
package io.countersign.privacy;

import org.jspecify.annotations.NullMarked;
