/** Makes up what a registry lives through, by chance from a seed, through the real commands and routes. */
@NullMarked
package io.countersign.history;

import org.jspecify.annotations.NullMarked;
