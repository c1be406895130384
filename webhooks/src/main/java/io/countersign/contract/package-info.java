/** What the world is told of each event, apart from what the log stores. */
@NullMarked
package io.countersign.contract;

import org.jspecify.annotations.NullMarked;
