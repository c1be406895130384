/** The routes by which people ask what rests on what. */
@NullMarked
package io.countersign.lineage;

import org.jspecify.annotations.NullMarked;
