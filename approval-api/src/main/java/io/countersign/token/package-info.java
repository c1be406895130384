/** The routes on tokens by which programs sign in. */
@NullMarked
package io.countersign.token;

import org.jspecify.annotations.NullMarked;
