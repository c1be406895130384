/** The one database: its roles, schemas and migrations, and the checks before anything is written to it. */
@NullMarked
package io.countersign.database;

import org.jspecify.annotations.NullMarked;
