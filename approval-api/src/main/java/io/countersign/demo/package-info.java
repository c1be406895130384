/** A true story, played through the public API: how one of ten models came to Production. */
@NullMarked
package io.countersign.demo;

import org.jspecify.annotations.NullMarked;
