/** The names of registered models in PostgreSQL. */
@NullMarked
package io.countersign.registeredmodel;

import org.jspecify.annotations.NullMarked;
