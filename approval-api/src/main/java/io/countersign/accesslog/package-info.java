/** Sees who uses the server, puts it on record, and shows it to auditors. */
@NullMarked
package io.countersign.accesslog;

import org.jspecify.annotations.NullMarked;
