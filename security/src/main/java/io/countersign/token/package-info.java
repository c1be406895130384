/** Tokens of this server, by which programs sign in for their owners. */
@NullMarked
package io.countersign.token;

import org.jspecify.annotations.NullMarked;
