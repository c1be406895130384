/** Registered models and versions as their users ask for them. */
@NullMarked
package io.countersign.catalog;

import org.jspecify.annotations.NullMarked;
