/** Where things were before they were brought here from another server. */
@NullMarked
package io.countersign.imported;

import org.jspecify.annotations.NullMarked;
