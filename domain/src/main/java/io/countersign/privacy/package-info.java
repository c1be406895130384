/** Free text that people write, sealed under a key of that person so that the person can be erased. */
@NullMarked
package io.countersign.privacy;

import org.jspecify.annotations.NullMarked;
