/** Whom notices concern, and the routes by which people say how they want to be told. */
@NullMarked
package io.countersign.notice;

import org.jspecify.annotations.NullMarked;
