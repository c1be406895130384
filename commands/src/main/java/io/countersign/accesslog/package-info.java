/** Puts on record who used the server. */
@NullMarked
package io.countersign.accesslog;

import org.jspecify.annotations.NullMarked;
