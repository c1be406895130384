/** The keys under which what people write is sealed. */
@NullMarked
package io.countersign.privacy;

import org.jspecify.annotations.NullMarked;
