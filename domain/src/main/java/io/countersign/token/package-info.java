/** Tokens by which programs sign in: what they are good for. */
@NullMarked
package io.countersign.token;

import org.jspecify.annotations.NullMarked;
