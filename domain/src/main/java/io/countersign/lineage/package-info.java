/** What rests on what: the things that the graph of origins is about. */
@NullMarked
package io.countersign.lineage;

import org.jspecify.annotations.NullMarked;
