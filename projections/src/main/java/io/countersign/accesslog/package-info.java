/** The record of who used the server, as auditors ask for it. */
@NullMarked
package io.countersign.accesslog;

import org.jspecify.annotations.NullMarked;
