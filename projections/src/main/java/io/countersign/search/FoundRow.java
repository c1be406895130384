package io.countersign.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row that a search found, with what a page token needs to go on after it. */
record FoundRow<K>(K id, List<@Nullable Object> sortValues) {}
